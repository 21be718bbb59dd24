/** One request for each row of the first table of docs/faults.md, prepared while all is well. */
import { postJson } from '../http/tenant/a-tenant.ts'
import { DEVICE_GRANT } from '../oidc/support/connect-device.ts'
import {
  type Answer,
  aResource,
  challengeOf,
  introspect,
  obtainCode,
  obtainTokens,
  read,
  redeem,
  refresh,
  requestToken,
  revoke,
  sendAs,
  userinfo,
} from '../oidc/support/steps.ts'
import { type Agent, createAgent } from '../support/agent.ts'
import {
  anAccount,
  aRelyingParty,
  begin,
  PASSWORD,
  REDIRECT_URI,
  type RelyingParty,
} from '../support/relying-party.ts'
import type { RunningApp } from '../support/start-app.ts'
import { API_REQUESTS } from './api-requests.ts'
import { PEOPLE_REQUESTS } from './people-requests.ts'
import { TENANT_REQUESTS } from './tenant-requests.ts'

/** Can be asked again and again until it is answered with success. */
export type Ask = () => Promise<Answer>

export interface World {
  app: RunningApp
  rp: RelyingParty
  resource: string
  email: string
  /** Signed in. */
  browser: Agent
}

const OFFLINE = { scope: 'openid email offline_access', prompt: 'consent' }
const MACHINE = { grant_type: 'client_credentials' }

export async function aWorld(app: RunningApp): Promise<World> {
  const resource = await aResource(app)
  const grantTypes = ['authorization_code', 'refresh_token', 'client_credentials', DEVICE_GRANT]
  const rp = await aRelyingParty(app, { resources: [resource], grantTypes, firstParty: true })
  const { email } = await anAccount(app)
  const browser = (await obtainCode(app, rp, email)).agent
  return { app, rp, resource, email, browser }
}

const page =
  (path: string) =>
  async ({ app }: World) =>
  async () =>
    read(await fetch(`${app.issuer}${path}`))

async function signInPage({ app, rp }: World) {
  const agent = createAgent(app.issuer)
  return { agent, page: await agent.get((await begin(rp)).url) }
}

const tokensOf = ({ app, rp, email, browser }: World, parameters = {}) =>
  obtainTokens(app, rp, email, { ...OFFLINE, ...parameters }, browser)

/** By the row's name without its code marks. */
export const REQUESTS: Record<string, (world: World) => Promise<Ask>> = {
  'GET /health': page('/health'),
  'GET /ready': page('/ready'),
  'GET /.well-known/openid-configuration': page('/.well-known/openid-configuration'),
  'GET /.well-known/jwks.json': page('/.well-known/jwks.json'),
  async 'GET /oauth/authorize for the sign-in page'({ app, rp }) {
    const { url } = await begin(rp)
    return async () => read(await createAgent(app.issuer).request(url))
  },
  async 'GET /oauth/authorize for a code'({ rp, browser }) {
    const { url } = await begin(rp)
    return async () => read(await browser.request(url))
  },
  async 'GET /interaction/{uid}'(world) {
    const { agent, page } = await signInPage(world)
    return async () => read(await agent.request(page.url))
  },
  async 'POST /interaction/{uid}/sign-in'(world) {
    const { agent, page } = await signInPage(world)
    const fields = { username: world.email, 'current-password': PASSWORD }
    return async () => {
      const answer = await agent.submit(page, '/sign-in', fields)
      return { status: answer.status, headers: answer.headers, body: {} }
    }
  },
  async 'POST /oauth/par'({ app, rp }) {
    const request = {
      client_id: rp.clientId,
      response_type: 'code',
      scope: 'openid',
      redirect_uri: REDIRECT_URI,
      code_challenge: challengeOf('a verifier'),
      code_challenge_method: 'S256',
    }
    return () => sendAs(rp, `${app.issuer}/oauth/par`, request)
  },
  async 'POST /oauth/token with a code'({ app, rp, email, browser }) {
    const code = await obtainCode(app, rp, email, {}, browser)
    return () => redeem(app, rp, code)
  },
  async 'POST /oauth/token with a refresh token'(world) {
    const { refresh_token } = await tokensOf(world)
    return () => refresh(world.app, world.rp, refresh_token)
  },
  async 'POST /oauth/token with client credentials, opaque'({ app, rp }) {
    return () => requestToken(app, rp, MACHINE)
  },
  async 'POST /oauth/token with client credentials, JWT'({ app, rp, resource }) {
    return () => requestToken(app, rp, { ...MACHINE, resource })
  },
  async 'POST /oauth/introspect of an opaque token'(world) {
    const { access_token } = await tokensOf(world)
    return () => introspect(world.app, world.rp, access_token)
  },
  async 'POST /oauth/introspect of a JWT'(world) {
    const { access_token } = await tokensOf(world, { resource: world.resource })
    return () => introspect(world.app, world.rp, access_token)
  },
  async 'POST /oauth/introspect of a refresh token'(world) {
    const { refresh_token } = await tokensOf(world)
    return () => introspect(world.app, world.rp, refresh_token)
  },
  async 'POST /oauth/revoke of an access token'(world) {
    const { access_token } = await tokensOf(world)
    return () => revoke(world.app, world.rp, access_token)
  },
  async 'POST /oauth/revoke of a refresh token'(world) {
    // Of a grant of its own, since that ends: everything else here hangs on the browser's.
    const { refresh_token } = await tokensOf({ ...world, browser: createAgent(world.app.issuer) })
    return () => revoke(world.app, world.rp, refresh_token)
  },
  async 'GET /oauth/userinfo'(world) {
    const { access_token } = await tokensOf(world)
    return () => userinfo(world.app, access_token)
  },
  async 'GET /oauth/logout'({ browser }) {
    return async () => read(await browser.request('/oauth/logout'))
  },
  ...API_REQUESTS,
  async 'POST /v2/oauth/revoke'(world) {
    const { access_token: token } = await tokensOf(world)
    const { clientId: client_id, secret: client_secret } = world.rp
    return () => postJson(world.app, '/v2/oauth/revoke', { token, client_id, client_secret })
  },
  ...TENANT_REQUESTS,
  ...PEOPLE_REQUESTS,
}
