/** Nobody learns from a sign-in who has an account (OWASP ASVS 5.0 §6.3.8): not by words, not by time. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Agent, createAgent, type Page } from '../../support/agent.ts'
import { anAccount, aRelyingParty, begin, type RelyingParty } from '../../support/relying-party.ts'
import { type Costly, expectSameCost } from '../../support/same-cost.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'

/** Of each kind before they are compared. */
const SAMPLES = 21
/** So many that no name comes back so often that its answers are held back. */
const NAMES = SAMPLES * 5
/** On a machine that has much else to do; else it is some seconds. */
const MEASURING_MS = 240_000

let app: RunningApp
let rp: RelyingParty
/** Kinds of names, and enough of each that none is tried so often that it would be locked, but the last two. */
let people: Record<string, string[]>

beforeAll(async () => {
  // One address makes all the attempts of this test. Mails about them would cost as well.
  app = await startApp({ RATE_LIMIT: 'off' }, { jobs: false })
  rp = await aRelyingParty(app)
  const { accounts } = app.core
  const several = <Name>(make: (n: number) => Name) =>
    Promise.all(Array.from({ length: NAMES }, (_, n) => make(n)))
  // One hash for all, since to make each would take its time.
  const { passwordHash } = await anAccount(app)
  const withPassword = (email: string) => accounts.create({ email, passwordHash: passwordHash ?? '' })
  people = {
    'an unknown address': await several((n) => `nobody${n}@example.com`),
    'an unknown user name': await several((n) => `nobody${n}`),
    'an account with another password': await several(
      async (n) => (await withPassword(`with${n}@example.com`)).email,
    ),
    'an account without password': await several(
      async (n) => (await accounts.create({ email: `without${n}@example.com` })).email,
    ),
    'a disabled account': await several(async (n) => {
      const { id, email } = await withPassword(`disabled${n}@example.com`)
      await accounts.disable(id, {})
      return email
    }),
  }
})
afterAll(() => app.stop())

/** The page after a wrong password, and what it cost: time that everybody sees, and that of the processor. */
async function attempt(page: Page, agent: Agent, username: string, password: string) {
  const cpu = process.cpuUsage()
  const startedAt = performance.now()
  const answer = await agent.submit(page, '/sign-in', { username, 'current-password': password })
  const { user, system } = process.cpuUsage(cpu)
  return { answer, cost: { ms: performance.now() - startedAt, cpuMs: (user + system) / 1000 } }
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

/** The names of each kind, tried one after the other, as kinds of work. */
async function attempts(kinds: Record<string, string[]>): Promise<Record<string, Costly>> {
  const agent = createAgent(app.issuer)
  const page = await agent.get((await begin(rp)).url)
  return Object.fromEntries(
    Object.entries(kinds).map(([who, names]): [string, Costly] => [
      who,
      async (round) => {
        const username = names[round % names.length] ?? ''
        return (await attempt(page, agent, username, `wrong password ${round}`)).cost
      },
    ]),
  )
}

/** To leave out the check of a password, which is nearly all of the work, would be a difference of several times. */
const expectSame = async (kinds: Record<string, string[]>) =>
  expectSameCost(await attempts(kinds), { ms: 2, cpuMs: 1.25 }, SAMPLES)

it('the answer takes the same time for each of them', { timeout: MEASURING_MS }, async () => {
  await expectSame(people)
})

it('a locked account is told from one that does not exist by nothing', {
  timeout: MEASURING_MS,
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
  await expectSame({
    'an unknown address, locked': [unknown],
    'an account, locked': [known],
    'an account, not locked': people['an account with another password'] ?? [],
  })
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
