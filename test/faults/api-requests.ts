/** The JSON APIs' rows of the first table of docs/faults.md, prepared while all is well. */
import { type Answer, read } from '../oidc/support/steps.ts'
import { PASSWORD, type RelyingParty } from '../support/relying-party.ts'
import type { Ask, World } from './requests.ts'

interface Sent {
  method: string
  path: string
  body?: Record<string, string>
  token?: string
}

async function send({ app }: World, { method, path, body, token }: Sent): Promise<Answer> {
  const response = await fetch(`${app.issuer}${path}`, {
    method,
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return read(response)
}

interface LoggedIn {
  access_token: string
  refresh_token: string
}

async function logIn(world: World): Promise<LoggedIn> {
  const body = { email: world.email, password: PASSWORD }
  const answer = await send(world, { method: 'POST', path: '/auth/login', body })
  if (answer.status !== 200) throw new Error(`the login was ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

function authentication({ clientId, secret }: RelyingParty) {
  return { client_id: clientId, client_secret: secret ?? '' }
}

type Content = Pick<Sent, 'body' | 'token'>

/** What goes with each, from somebody who has just logged in. */
const CONTENTS: Record<string, (tokens: LoggedIn, world: World) => Content> = {
  'POST /auth/signup': () => ({ body: { email: `new${Date.now()}@example.com`, password: PASSWORD } }),
  'POST /auth/login': (_, { email }) => ({ body: { email, password: PASSWORD } }),
  'POST /auth/refresh': ({ refresh_token }) => ({ body: { refresh_token } }),
  'POST /auth/logout': ({ refresh_token }) => ({ body: { refresh_token } }),
  'GET /auth/me': ({ access_token: token }) => ({ token }),
  'POST /auth/introspect': ({ access_token: token }) => ({ body: { token } }),
  'POST /auth/token/refresh': ({ refresh_token }) => ({ body: { refresh_token } }),
  'POST /api/v1/auth/login': (_, { email: username }) => ({ body: { username, password: PASSWORD } }),
  'POST /api/v1/auth/refresh': ({ refresh_token: refreshToken }) => ({ body: { refreshToken } }),
  'POST /api/v1/auth/validate': ({ access_token: token }) => ({ body: { token } }),
  'GET /api/v1/auth/profile': ({ access_token: token }) => ({ token }),
  'GET /v2/me': ({ access_token: token }) => ({ token }),
  'PATCH /v2/me': ({ access_token: token }) => ({ token, body: { bio: 'a bio' } }),
  'POST /v2/oauth/token': (_, { rp }) => ({
    body: { grant_type: 'client_credentials', ...authentication(rp) },
  }),
}

export const API_REQUESTS: Record<string, (world: World) => Promise<Ask>> = Object.fromEntries(
  Object.entries(CONTENTS).map(([name, content]) => [
    name,
    async (world: World) => {
      const [method = '', path = ''] = name.split(' ')
      const sent = { method, path, ...content(await logIn(world), world) }
      return () => send(world, sent)
    },
  ]),
)
