/** Nobody learns from a sign-in who has an account (OWASP ASVS 5.0 §6.3.8): not by words, not by time. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Agent, createAgent, type Page } from '../../support/agent.ts'
import { anAccount, aRelyingParty, begin, type RelyingParty } from '../../support/relying-party.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'

let app: RunningApp
let rp: RelyingParty
let people: Record<string, string>

beforeAll(async () => {
  app = await startApp()
  rp = await aRelyingParty(app)
  await app.core.accounts.create({ email: 'without@example.com' })
  people = {
    'an unknown address': 'nobody@example.com',
    'an unknown user name': 'nobody',
    'an account with another password': (await anAccount(app)).email,
    'an account without password': 'without@example.com',
  }
})
afterAll(() => app.stop())

/** What an attempt costs: the time that everybody sees, and that of the processor, whatever else the machine does. */
interface Cost {
  ms: number
  cpuMs: number
}

/** The page after a wrong password, and what it cost. */
async function attempt(page: Page, agent: Agent, username: string, password: string) {
  const cpu = process.cpuUsage()
  const startedAt = performance.now()
  const answer = await agent.submit(page, '/sign-in', { username, 'current-password': password })
  const { user, system } = process.cpuUsage(cpu)
  return { answer, cost: { ms: performance.now() - startedAt, cpuMs: (user + system) / 1000 } satisfies Cost }
}

/** Without what differs from one request to the next, and without the name that the person typed. */
const essence = ({ status, headers, body }: Page, username: string) => ({
  status,
  headers: [...headers].filter(
    ([name]) => !['x-request-id', 'date', 'set-cookie', 'content-length'].includes(name),
  ),
  cookies: headers
    .getSetCookie()
    .map((line) => line.replace(/=[^;]*/, '').replace(/expires=[^;]*/, 'expires')),
  body: body.replaceAll(username, 'NAME'),
})

it('the answer is the same for an unknown account, a wrong password, and an account without password', async () => {
  const agent = createAgent(app.issuer)
  const page = await agent.get((await begin(rp)).url)
  for (const password of ['wrong password', '', 'x', 'p'.repeat(10_000)]) {
    const answers = []
    for (const username of Object.values(people)) {
      const { answer } = await attempt(page, agent, username, password)
      answers.push(essence(answer, username))
    }
    expect(answers[0]?.status).toBe(400)
    for (const answer of answers) expect(answer).toEqual(answers[0])
  }
})

const SAMPLES = 31

async function medianCosts(): Promise<[who: string, cost: Cost][]> {
  const agent = createAgent(app.issuer)
  const page = await agent.get((await begin(rp)).url)
  const costs = new Map(Object.keys(people).map((who) => [who, [] as Cost[]]))
  // In turns, so that whatever else this machine does falls on all of them alike.
  for (let round = 0; round < SAMPLES; round += 1) {
    for (const [who, username] of Object.entries(people)) {
      const { cost } = await attempt(page, agent, username, `wrong password ${round}`)
      costs.get(who)?.push(cost)
    }
  }
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
  return [...costs].map(([who, all]) => [
    who,
    { ms: median(all.map(({ ms }) => ms)), cpuMs: median(all.map(({ cpuMs }) => cpuMs)) },
  ])
}

const spread = (values: number[]) => Math.max(...values) / Math.min(...values)

it('the answer takes the same time for each of them', { retry: 2, timeout: 60_000 }, async () => {
  const medians = await medianCosts()
  const told = medians
    .map(([who, { ms, cpuMs }]) => `${who}: ${ms.toFixed(1)}, ${cpuMs.toFixed(1)} ms`)
    .join('; ')
  // To leave out the check of a password, which is nearly all of the work, would be a difference of several times.
  expect(spread(medians.map(([, { ms }]) => ms)), told).toBeLessThan(2)
  expect(spread(medians.map(([, { cpuMs }]) => cpuMs)), told).toBeLessThan(1.2)
})

it('the sign-up page tells the owner of an address, and only in words a stranger can have anyway', async () => {
  // Without mail there is no other way to tell; what must not happen is that it tells more than that.
  const agent = createAgent(app.issuer)
  const page = await agent.get((await begin(rp)).url)
  const signUp = await agent.get(`${page.url.pathname}/sign-up`)
  const fields = {
    email: people['an account with another password'] ?? '',
    'new-password': 'a password of mine',
  }
  const answer = await agent.submit(signUp, '/sign-up', fields)
  expect(answer.status).toBe(400)
  expect(answer.body).toContain('There is an account with this email already')
  expect(answer.body).not.toContain('a password of mine')
})
