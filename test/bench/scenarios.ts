/** The rows: for each, what is made ready on a server, and what every connection then does over and over. */
import { type Browser, createBrowser } from './browser.ts'
import { type Connection, formPost, type HttpRequest, sendExpecting } from './connection.ts'
import { RESOURCE_SCOPE, RESOURCES } from './fixture.ts'
import type { Work } from './load.ts'
import { signIn, type Tokens } from './sign-in.ts'
import type { Target } from './target.ts'

export interface Scenario {
  name: string
  /** What the row's figures must be read with. */
  note?: string
  /** The server works long on each, with threads that need the cores: the driver sleeps meanwhile. */
  slow?: true
  prepare(target: Target, connections: Connection[]): Promise<Work>
}

const SCOPE = 'openid profile email'

export const SCENARIOS: Scenario[] = [
  {
    name: 'discovery',
    prepare: async (_target, connections) =>
      repeat(connections, { method: 'GET', path: '/.well-known/openid-configuration' }, '"token_endpoint"'),
  },
  {
    name: 'jwks',
    prepare: async ({ endpoints }, connections) =>
      repeat(connections, { method: 'GET', path: endpoints.jwks }, '"keys"'),
  },
  { name: 'client_credentials_opaque', prepare: clientCredentials() },
  { name: 'client_credentials_es256', prepare: clientCredentials('ES256') },
  { name: 'client_credentials_rs256', prepare: clientCredentials('RS256') },
  {
    name: 'introspection_opaque',
    async prepare(target, connections) {
      const { access_token: token } = await signInOnce(target, connections, { scope: SCOPE })
      return introspect(target, connections, token)
    },
  },
  {
    name: 'introspection_jwt',
    note: 'oidc-provider refuses signed tokens here, so its figures are those of an opaque token',
    async prepare(target, connections) {
      const resource = RESOURCES.ES256
      const asked = { scope: `openid ${RESOURCE_SCOPE}`, ...(target.name === 'raw' ? {} : { resource }) }
      const { access_token: token } = await signInOnce(target, connections, asked)
      if (target.name === 'gatehouse') expectSigned(token, 'ES256')
      return introspect(target, connections, token)
    },
  },
  {
    name: 'refresh',
    note: 'every refresh token is used once; each connection has a sign-in of its own; with an RS256 ID token',
    async prepare(target, connections) {
      const asked = { scope: `${SCOPE} offline_access`, prompt: 'consent' }
      const chains = await Promise.all(
        connections.map((connection) => signIn(target, connection, createBrowser(connection), asked)),
      )
      return async (index) => {
        const { refresh_token: token = '' } = chains[index] ?? {}
        const answer = await sendExpecting(
          at(connections, index),
          tokenRequest(target, { grant_type: 'refresh_token', refresh_token: token }),
          { status: 200, including: '"refresh_token"' },
        )
        const next = JSON.parse(answer.body) as Tokens
        if (next.refresh_token === token) throw new Error('the refresh token was not rotated')
        chains[index] = next
      }
    },
  },
  {
    name: 'userinfo',
    async prepare(target, connections) {
      const { access_token: token } = await signInOnce(target, connections, { scope: SCOPE })
      const headers = { authorization: `Bearer ${token}` }
      return repeat(connections, { method: 'GET', path: target.endpoints.userinfo, headers }, '"email"')
    },
  },
  {
    name: 'sso',
    note: 'code flow of a browser that is signed in already: authorization and token request',
    prepare: async (target, connections) => flow(target, await usedBrowsers(target, connections)),
  },
  {
    name: 'login',
    note: 'five requests: authorization, page, password, resume, token; the same argon2id by two packages (decision 15); client is first-party',
    slow: true,
    async prepare(target, connections) {
      const browsers = await usedBrowsers(target, connections)
      return flow(target, browsers, ({ browser }) => browser.forgetSession())
    },
  },
  {
    name: 'login_new_browser',
    note: 'the same in a browser that was never used before, of which Gatehouse tells the person in a mail',
    slow: true,
    prepare: async (target, connections) =>
      flow(target, connections.map(openBrowser), (used) => {
        used.browser = createBrowser(used.connection)
      }),
  },
]

function clientCredentials(alg?: keyof typeof RESOURCES): Scenario['prepare'] {
  return async (target, connections) => {
    const resource = alg === undefined ? {} : { resource: RESOURCES[alg], scope: RESOURCE_SCOPE }
    const request = tokenRequest(target, { grant_type: 'client_credentials', ...resource })
    const { body } = await sendExpecting(at(connections, 0), request, { status: 200 })
    if (alg !== undefined) expectSigned((JSON.parse(body) as Tokens).access_token, alg)
    return repeat(connections, request, '"access_token"')
  }
}

function repeat(connections: Connection[], request: HttpRequest, including: string): Work {
  return async (index) => {
    await sendExpecting(at(connections, index), request, { status: 200, including })
  }
}

function introspect({ endpoints, authorization }: Target, connections: Connection[], token: string): Work {
  return repeat(connections, formPost(endpoints.introspection, { token }, { authorization }), '"active":true')
}

interface UsedBrowser {
  connection: Connection
  browser: Browser
}

const openBrowser = (connection: Connection): UsedBrowser => ({
  connection,
  browser: createBrowser(connection),
})

/** In each of which somebody has signed in. */
async function usedBrowsers(target: Target, connections: Connection[]): Promise<UsedBrowser[]> {
  const browsers = connections.map(openBrowser)
  const once = flow(target, browsers)
  await Promise.all(browsers.map((_, index) => once(index)))
  return browsers
}

/** @param before what is done to a browser before each sign-in */
function flow(target: Target, browsers: UsedBrowser[], before: (used: UsedBrowser) => void = () => {}): Work {
  return async (index) => {
    const used = at(browsers, index)
    before(used)
    await signIn(target, used.connection, used.browser, { scope: SCOPE })
  }
}

function signInOnce(target: Target, connections: Connection[], asked: Parameters<typeof signIn>[3]) {
  const connection = at(connections, 0)
  return signIn(target, connection, createBrowser(connection), asked)
}

function tokenRequest({ endpoints, authorization }: Target, fields: Record<string, string>): HttpRequest {
  return formPost(endpoints.token, fields, { authorization })
}

function at<Item>(items: Item[], index: number): Item {
  const item = items[index]
  if (item === undefined) throw new Error(`there is no connection ${index}`)
  return item
}

/** So that no row measures another kind of token than its name says. */
function expectSigned(token: string, alg: string): void {
  const [header = ''] = token.split('.')
  const found = token.includes('.') ? JSON.parse(Buffer.from(header, 'base64url').toString()).alg : 'opaque'
  if (found !== alg) throw new Error(`an access token signed with ${alg} was expected, not ${found}`)
}
