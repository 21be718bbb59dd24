/** The store goes away and comes back: people are told so, machines get no verdict, and nothing that was begun is lost. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAgent } from '../support/agent.ts'
import {
  anAccount,
  aRelyingParty,
  begin,
  logIn,
  PASSWORD,
  type RelyingParty,
} from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { openBeside } from '../support/stored.ts'

let app: RunningApp
let rp: RelyingParty

beforeAll(async () => {
  app = await startApp()
  rp = await aRelyingParty(app)
})
afterAll(() => app.stop())

async function withoutStore<Result>(table: string, work: () => Promise<Result>): Promise<Result> {
  const database = openBeside(app)
  database.exec(`ALTER TABLE ${table} RENAME TO away`)
  try {
    return await work()
  } finally {
    database.exec(`ALTER TABLE away RENAME TO ${table}`)
    database.close()
  }
}

it.each(['artifacts', 'accounts', 'clients'])(
  'a sign-in goes on where it was when %s are back',
  async (table) => {
    const { email } = await anAccount(app)
    const agent = createAgent(app.issuer)
    const page = await agent.get((await begin(rp)).url)
    const signIn = () => agent.submit(page, '/sign-in', { username: email, 'current-password': PASSWORD })
    const away = await withoutStore(table, signIn)
    expect(away.status).toBe(503)
    expect(away.headers.get('retry-after')).toBe('1')
    expect(away.headers.get('content-type')).toContain('text/html')
    expect(away.body).toContain('Back in a moment')
    expect(away.body).not.toContain('no such table')
    expect((await signIn()).body).toContain('Allow access')
  },
)

it('a consent and its page are told the same', async () => {
  const { email } = await anAccount(app)
  const agent = createAgent(app.issuer)
  const signIn = await agent.get((await begin(rp)).url)
  const consent = await agent.submit(signIn, '/sign-in', { username: email, 'current-password': PASSWORD })
  const allow = () => agent.submit(consent, '/consent', { decision: 'allow' })
  for (const table of ['artifacts', 'consents']) expect((await withoutStore(table, allow)).status).toBe(503)
  expect((await withoutStore('artifacts', () => agent.get(consent.url))).status).toBe(503)
  expect((await allow()).url.searchParams.get('code')).toMatch(/^ac_/)
})

it('a session is not ended by an outage', async () => {
  const { agent } = await logIn(app, rp, (await anAccount(app)).email)
  const away = await withoutStore('artifacts', () => agent.get('/oauth/logout'))
  expect(away.status).toBe(503)
  const { url } = await begin(rp, { prompt: 'none' })
  expect((await agent.get(url)).url.searchParams.get('error')).toBeNull()
})

it('health says that the process is alive, readiness that its store is not', async () => {
  expect((await fetch(`${app.issuer}/ready`)).status).toBe(200)
  await withoutStore('pings', async () => {
    expect((await fetch(`${app.issuer}/health`)).status).toBe(200)
    const ready = await fetch(`${app.issuer}/ready`)
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'unavailable', down: ['database'] }])
  })
})
