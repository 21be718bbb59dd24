/** Many sign-ins at once: the server stays up for everybody else, and says to the excess when to come back. */
import { availableParallelism } from 'node:os'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAgent } from '../../support/agent.ts'
import { anAccount, aRelyingParty, begin, PASSWORD, type RelyingParty } from '../../support/relying-party.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'

/** More than find a place, however many processors there are. */
const FLOOD = 200 + availableParallelism()
/** Of no password, and costly: however quick the machine is, the flood is quicker than the comparisons. */
const COSTLY_HASH = `$argon2id$v=19$m=65536,t=10,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`

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
  const flood = Array.from({ length: FLOOD }, (_, number) => signIn(email, `wrong ${number}`))
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
  const answers = await done
  const took = performance.now() - begunAt
  const refused = answers.filter(({ status }) => status === 503)
  expect(answers.filter(({ status }) => status === 400).length).toBeGreaterThan(30)
  expect(answers.every(({ status }) => status === 400 || status === 503)).toBe(true)
  expect(refused.length).toBeGreaterThan(50)
  for (const { headers } of refused) expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
  expect(await refused[0]?.text()).toContain('Try again in a moment')
  const slowest = waits.toSorted((a, b) => b - a)
  // Whoever had to wait for the comparisons would wait for a good part of all the time that they took.
  const told = `of ${took.toFixed(0)} ms`
  expect(slowest[Math.floor(waits.length / 20)], `the 95th percentile, ${told}`).toBeLessThan(took / 10)
  expect(slowest[0], `the slowest, ${told}`).toBeLessThan(took / 3)

  expect((await signIn(other, PASSWORD)).status).toBe(303)
})
