/** An authorization that begins anew is the same authorization, whatever it was made of. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAgent } from '../support/agent.ts'
import {
  anAccount,
  aRelyingParty,
  begin,
  passInteractions,
  type RelyingParty,
} from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { letExpire } from '../support/stored.ts'

const APIS = ['https://one.example.com/', 'https://two.example.com/']

let app: RunningApp
let rp: RelyingParty

beforeAll(async () => {
  app = await startApp()
  for (const uri of APIS) await app.core.resourceServers.create({ uri, scope: 'read' })
  rp = await aRelyingParty(app, { resources: APIS })
})
afterAll(() => app.stop())

/** Pushes the request, and lets what comes of it expire once. */
async function expiredOnce(url: URL, pushed: boolean) {
  const agent = createAgent(app.issuer)
  const page = await agent.get(pushed ? await push(url) : url)
  expect(page.url.pathname).toMatch(/^\/interaction\//)
  await letExpire(app, page.url.href)
  const again = await agent.get(page.url)
  expect(again.url.pathname).toMatch(/^\/interaction\//)
  expect(again.url.href).not.toBe(page.url.href)
  return { agent, page: again }
}

async function push(url: URL): Promise<URL> {
  const headers = { authorization: `Basic ${btoa(`${rp.clientId}:${rp.secret}`)}` }
  const response = await fetch(`${app.issuer}/oauth/par`, { method: 'POST', body: url.searchParams, headers })
  const { request_uri: requestUri } = (await response.json()) as { request_uri: string }
  return new URL(
    `${url.origin}${url.pathname}?${new URLSearchParams({ client_id: rp.clientId, request_uri: requestUri })}`,
  )
}

it.each([
  ['in the URL', false],
  ['pushed', true],
])('a request that came %s keeps its state, its resources and its way to answer', async (_how, pushed) => {
  const { email } = await anAccount(app)
  const { url, checks } = await begin(rp, { scope: 'openid read', response_mode: 'form_post' })
  for (const api of APIS) url.searchParams.append('resource', api)
  const { agent, page } = await expiredOnce(url, pushed)
  const consent = await agent.submit(page, '/sign-in', {
    username: email,
    'current-password': 'correct horse battery',
  })
  for (const api of APIS) expect(consent.body).toContain(api)
  const answer = await agent.submit(consent, '/consent', { decision: 'allow' })
  expect(answer.body).toContain(`name="state" value="${checks.expectedState}"`)
  expect(answer.body).toContain('name="code" value="ac_')
})

it('somebody else cannot make it begin anew', async () => {
  const { url } = await begin(rp)
  const agent = createAgent(app.issuer)
  const page = await agent.get(url)
  await letExpire(app, page.url.href)
  const stranger = createAgent(app.issuer)
  expect((await stranger.get(page.url)).status).toBe(410)
  const callback = await passInteractions(agent, await agent.get(page.url), (await anAccount(app)).email)
  expect(callback.searchParams.get('code')).toMatch(/^ac_/)
})
