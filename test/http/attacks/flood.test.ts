/** Many sign-ins at once: the server stays up for everybody else, and says to the excess when to come back. */
import { availableParallelism } from 'node:os'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createAgent } from '../../support/agent.ts'
import { anAccount, aRelyingParty, begin, PASSWORD, type RelyingParty } from '../../support/relying-party.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'

/** As many as are compared at once, and as wait for that (lib/password-hash.ts). */
const PLACES = availableParallelism() + 64
const FLOOD = 200 + availableParallelism()
/** Of no password, and costly, so that a server that waited for its comparisons would be seen to wait. */
const COSTLY_HASH = `$argon2id$v=19$m=65536,t=10,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`

const { opened, open } = vi.hoisted(() => {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { opened: promise, open: resolve }
})

/** The comparisons are real, but none begins until all have come: how many are refused is then no race. */
vi.mock('@node-rs/argon2', async (importOriginal) => {
  const real = await importOriginal<typeof import('@node-rs/argon2')>()
  const verify: typeof real.verify = (...request) => opened.then(() => real.verify(...request))
  return { ...real, verify }
})

let app: RunningApp
let rp: RelyingParty

beforeAll(async () => {
  // What stops one address, or one guesser, is another matter.
  app = await startApp({ RATE_LIMIT: 'off' })
  rp = await aRelyingParty(app)
})
afterAll(() => app.stop())

it('two hundred sign-ins at once do not stop the rest, and the excess is told when to come back', async () => {
  const email = 'costly@example.com'
  await app.core.accounts.create({ email, passwordHash: COSTLY_HASH })
  const { email: other } = await anAccount(app)
  const agent = createAgent(app.issuer)
  const page = await agent.get((await begin(rp)).url)
  const csrf = /name="csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
  const cookie = [...agent.cookies].map(([key, { value }]) => `${key.split(' ')[0]}=${value}`).join('; ')
  const signIn = (username: string, password: string) =>
    fetch(`${app.issuer}${page.url.pathname}/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, accept: 'text/html', origin: app.issuer },
      body: new URLSearchParams({ csrf, username, 'current-password': password }),
    })

  const begunAt = performance.now()
  const refused: Response[] = []
  const flood = Array.from({ length: FLOOD }, async (_, number) => {
    const answer = await signIn(email, `wrong ${number}`)
    if (answer.status !== 503) return answer.status
    if (refused.push(answer) === FLOOD - PLACES) open()
    return answer.status
  })
  let over = false
  const done = Promise.all(flood).finally(() => {
    over = true
  })
  done.catch(() => {})
  const waits: number[] = []
  while (!over) {
    for (const path of ['/health', '/.well-known/openid-configuration']) {
      const startedAt = performance.now()
      expect((await fetch(`${app.issuer}${path}`)).status).toBe(200)
      waits.push(performance.now() - startedAt)
    }
  }
  const statuses = await done
  const took = performance.now() - begunAt
  expect(statuses.filter((status) => status === 400)).toHaveLength(PLACES)
  expect(refused).toHaveLength(FLOOD - PLACES)
  for (const { headers } of refused) expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
  expect(await refused[0]?.text()).toContain('Try again in a moment')
  const slowest = waits.toSorted((a, b) => b - a)
  // Whoever had to wait for the comparisons would wait for a good part of all the time that they took.
  const told = `of ${took.toFixed(0)} ms`
  expect(slowest[Math.floor(waits.length / 20)], `the 95th percentile, ${told}`).toBeLessThan(took / 10)
  expect(slowest[0], `the slowest, ${told}`).toBeLessThan(took / 3)

  expect((await signIn(other, PASSWORD)).status).toBe(303)
})
