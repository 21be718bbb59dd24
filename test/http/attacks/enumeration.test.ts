/** Nobody learns from a sign-in who has an account (OWASP ASVS 5.0 §6.3.8): not by words, not by time. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Agent, createAgent, type Page } from '../../support/agent.ts'
import { anAccount, aRelyingParty, begin, type RelyingParty } from '../../support/relying-party.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'

const SAMPLES = 31

let app: RunningApp
let rp: RelyingParty
/** Kinds of names, and enough of each that none is tried so often that it would be locked, but the last two. */
let people: Record<string, string[]>

beforeAll(async () => {
  // One address makes all the attempts of this test.
  app = await startApp({ RATE_LIMIT: 'off' })
  rp = await aRelyingParty(app)
  const { accounts } = app.core
  const several = <Name>(make: (n: number) => Name) =>
    Promise.all(Array.from({ length: SAMPLES }, (_, n) => make(n)))
  people = {
    'an unknown address': await several((n) => `nobody${n}@example.com`),
    'an unknown user name': await several((n) => `nobody${n}`),
    'an account with another password': await several(async () => (await anAccount(app)).email),
    'an account without password': await several(
      async (n) => (await accounts.create({ email: `without${n}@example.com` })).email,
    ),
    'a disabled account': await several(async () => {
      const { id, email } = await anAccount(app)
      await accounts.disable(id, {})
      return email
    }),
  }
}, 60_000)
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
  // What a passkey is asked is new every time, and asked before anybody has said a name.
  body: body
    .replaceAll(username, 'NAME')
    .replace(/data-options="[^"]*"/, '')
    .replace(/ott_[\w-]+/, ''),
})

it('the answer is the same for an unknown account, a wrong password, and an account without password', async () => {
  const agent = createAgent(app.issuer)
  const page = await agent.get((await begin(rp)).url)
  for (const password of ['wrong password', '', 'x', 'p'.repeat(10_000)]) {
    const answers = []
    for (const [username = ''] of Object.values(people)) {
      const { answer } = await attempt(page, agent, username, password)
      answers.push(essence(answer, username))
    }
    expect(answers[0]?.status).toBe(400)
    for (const answer of answers) expect(answer).toEqual(answers[0])
  }
})

/** What attempts cost: the lower quartile and the median of each kind. */
async function costsOf(kinds: Record<string, string[]>): Promise<[who: string, quantiles: Cost[]][]> {
  const agent = createAgent(app.issuer)
  const page = await agent.get((await begin(rp)).url)
  const costs = new Map(Object.keys(kinds).map((who) => [who, [] as Cost[]]))
  // In turns, so that whatever else this machine does falls on all of them alike.
  for (let round = 0; round < SAMPLES; round += 1) {
    for (const [who, names] of Object.entries(kinds)) {
      const { cost } = await attempt(page, agent, names[round] ?? '', `wrong password ${round}`)
      costs.get(who)?.push(cost)
    }
  }
  return [...costs].map(([who, all]) => [who, [costAt(all, 0.25), costAt(all, 0.5)]])
}

/** The cost that this part of them stay below, of each kind by itself. */
function costAt(costs: Cost[], part: number): Cost {
  const quantile = (values: number[]) =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? 0
  return { ms: quantile(costs.map(({ ms }) => ms)), cpuMs: quantile(costs.map(({ cpuMs }) => cpuMs)) }
}

const spread = (values: number[]) => Math.max(...values) / Math.min(...values)

function expectSameTime(costs: [who: string, quantiles: Cost[]][]): void {
  for (const part of [0, 1]) {
    const at = costs.map(([who, quantiles]) => ({ who, ...(quantiles[part] ?? { ms: 0, cpuMs: 0 }) }))
    const told = at.map(({ who, ms, cpuMs }) => `${who}: ${ms.toFixed(1)}, ${cpuMs.toFixed(1)} ms`).join('; ')
    // To leave out the check of a password, which is nearly all of the work, would be a difference of several times.
    expect(spread(at.map(({ ms }) => ms)), told).toBeLessThan(2)
    expect(spread(at.map(({ cpuMs }) => cpuMs)), told).toBeLessThan(1.25)
  }
}

it('the answer takes the same time for each of them', { retry: 2, timeout: 60_000 }, async () => {
  expectSameTime(await costsOf(people))
})

it('a locked account is told from one that does not exist by nothing', {
  retry: 2,
  timeout: 60_000,
}, async () => {
  const names = ['nobody-locked@example.com', (await anAccount(app)).email]
  const lock = async (name: string) => {
    for (let n = 0; n < 10; n += 1) await app.core.signIn.checkPassword(name, 'wrong', { origin: {} })
  }
  await Promise.all(names.map(lock))
  const agent = createAgent(app.issuer)
  const page = await agent.get((await begin(rp)).url)
  const answers = await Promise.all(
    names.map(async (name) => essence((await attempt(page, agent, name, 'wrong')).answer, name)),
  )
  expect(answers[0]).toEqual(answers[1])
  const [unknown = '', known = ''] = names
  expectSameTime(
    await costsOf({
      'an unknown address, locked': Array(SAMPLES).fill(unknown),
      'an account, locked': Array(SAMPLES).fill(known),
      'an account, not locked': people['an account with another password'] ?? [],
    }),
  )
})

it('the sign-up page tells the owner of an address, and only in words a stranger can have anyway', async () => {
  // Without mail there is no other way to tell; what must not happen is that it tells more than that.
  const agent = createAgent(app.issuer)
  const page = await agent.get((await begin(rp)).url)
  const signUp = await agent.get(`${page.url.pathname}/sign-up`)
  const fields = {
    email: people['an account with another password']?.[0] ?? '',
    'new-password': 'a password of mine',
  }
  const answer = await agent.submit(signUp, '/sign-up', fields)
  expect(answer.status).toBe(400)
  expect(answer.body).toContain('There is an account with this email already')
  expect(answer.body).not.toContain('a password of mine')
})
