/** How an app looks on the pages: in its own colours, and never as anything but itself. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClientInput } from '#domain/clients'
import { createAgent, type Page } from '../support/agent.ts'
import { png } from '../support/pictures.ts'
import { anAccount, aRelyingParty, begin, PASSWORD } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'

const LOGO = png(64, 64)

let app: RunningApp

beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

const get = (path: string, init: RequestInit = {}) => fetch(app.issuer + path, init)
const pathsIn = ({ body }: Page) => ({
  logo: /<img class="tile picture" src="([^"]+)"/.exec(body)?.[1],
  accent: /href="(\/assets\/accent[^"]+)"/.exec(body)?.[1],
})

async function signInPage(
  registration: Partial<ClientInput>,
): Promise<{ page: Page; rp: Awaited<ReturnType<typeof aRelyingParty>> }> {
  const rp = await aRelyingParty(app, registration)
  return { rp, page: await createAgent(app.issuer).get((await begin(rp)).url) }
}

describe('an app with a picture and a colour', () => {
  it('has both on each page of its sign-in, and its host in text beside its name', async () => {
    const rp = await aRelyingParty(app, { name: 'Shop', logo: LOGO, color: '#ffd400' })
    const { email } = await anAccount(app)
    const agent = createAgent(app.issuer)
    const signIn = await agent.get((await begin(rp)).url)
    const pages = [
      signIn,
      await agent.get(`${signIn.url.pathname}/sign-up`),
      await agent.get(`${signIn.url.pathname}/forgot-password`),
      await agent.submit(signIn, '/sign-in', { username: email, 'current-password': PASSWORD }),
    ]
    const [redirectUri = ''] = (await app.core.clients.get(rp.clientId)).redirectUris
    for (const page of pages) {
      expect(page.status).toBe(200)
      expect(page.body).toContain(`<bdi>${new URL(redirectUri).host}</bdi>`)
      expect(pathsIn(page)).toEqual(pathsIn(signIn))
    }
    expect(pages.at(-1)?.body).toContain('/consent')
    expect(Object.values(pathsIn(signIn))).not.toContain(undefined)
  })

  it('has them from our own origin, for ever, as what they are and nothing else', async () => {
    const { page } = await signInPage({ logo: LOGO, color: '#ffd400' })
    const { logo = '', accent = '' } = pathsIn(page)
    const picture = await get(logo)
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(LOGO)
    expect(Object.fromEntries(picture.headers)).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    })
    const stylesheet = await get(accent)
    expect(stylesheet.headers.get('content-type')).toMatch(/^text\/css/)
    expect(await stylesheet.text()).toMatch(/^:root\{--accent:#[0-9a-f]{6};[-\w:;#{}@() ]*\}$/)
    expect((await get(logo, { method: 'POST' })).status).toBe(405)
  })

  it('loses them when they are taken away', async () => {
    const { page, rp } = await signInPage({ logo: LOGO, color: '#ffd400' })
    const { logo = '' } = pathsIn(page)
    await app.core.clients.update(rp.clientId, { logo: undefined, color: undefined })
    expect((await app.core.clients.get(rp.clientId)).brand).toEqual({})
    expect((await get(logo)).status).toBe(404)
  })
})

describe('an app of a tenant', () => {
  it("has the tenant's name in text, and its picture and colour where it has none of its own", async () => {
    const { clients, tenants } = app.core
    const tenant = await tenants.create('Acme Limited', { logo: LOGO, color: '#1a0033' })
    const project = await tenants.createProject({ tenantId: tenant.id, name: 'Shop' })
    const { client } = await tenants.registerClient(
      { name: 'Shop', redirectUris: ['https://shop.example/cb'], color: '#ffd400' },
      { tenantId: tenant.id, projectId: project.id },
    )
    const query = new URLSearchParams({
      client_id: client.id,
      redirect_uri: 'https://shop.example/cb',
      response_type: 'code',
      scope: 'openid',
      code_challenge: 'a'.repeat(43),
      code_challenge_method: 'S256',
    })
    const page = await createAgent(app.issuer).get(`${app.issuer}/oauth/authorize?${query}`)
    expect(page.body).toContain('<bdi>Acme Limited</bdi>')
    expect(page.body).toContain('<bdi>shop.example</bdi>')
    expect(pathsIn(page).accent).toContain('.ffd400.')
    expect((await get(pathsIn(page).logo ?? '')).status).toBe(200)
    const renamed = await tenants.update(tenant.id, { name: 'Acme', color: undefined })
    expect(renamed.brand).toEqual({ logo: expect.anything() })
    expect((await clients.get(client.id)).brand?.color).toBe('#ffd400')
  })
})

describe('whoever would pass for another', () => {
  it("gets no picture of one app under another's name", async () => {
    const one = await signInPage({ logo: LOGO })
    const other = await signInPage({ logo: png(32, 32, '00ff00') })
    const hash = pathsIn(one.page).logo?.split('/').at(-1)
    const borrowed = `/assets/logos/${other.rp.clientId}/${hash}`
    expect((await get(borrowed)).status).toBe(404)
  })

  it('cannot paint outside of the name of a colour', async () => {
    const { page } = await signInPage({ color: '#ffd400' })
    const { accent = '' } = pathsIn(page)
    for (const path of [
      accent.replace('ffd400', 'ff0000'),
      accent.replace('ffd400', 'FFD400'),
      accent.replace('ffd400', '%7D*%7Bdisplay:none%7D'),
      '/assets/logos/%E0%A4%A/' + '0'.repeat(64),
      '/assets/logos/..%2F..%2Fkeys/' + '0'.repeat(64),
    ]) {
      expect((await get(path)).status, path).toBe(404)
    }
  })

  it('still has its own host in text, whatever it calls itself', async () => {
    const { page } = await signInPage({ name: 'Gatehouse', logo: LOGO })
    expect(page.body).toMatch(/<p class="client-detail"><bdi>[^<]+<\/bdi><\/p>/)
  })
})
