/** The examples of the OpenAPI document are sent as they are written, with nothing but credentials put in, and succeed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { obtainCode, obtainTokens } from '../../oidc/support/steps.ts'
import { type ApiClient, createApiClient, type Operation } from '../../support/api-client.ts'
import {
  anAccount,
  aRelyingParty,
  knownParty,
  type RelyingParty,
  PASSWORD as SIGN_IN,
} from '../../support/relying-party.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import { mailedToken } from '../account/mailed-token.ts'
import { aTenant, ownToken } from '../tenant/a-tenant.ts'
import { aPerson, type Person, resetToken, withSecondFactor } from './provocations.ts'

interface Filling {
  /** Takes the place of what stands in the example. */
  members?: Record<string, unknown>
  /** Of the one who calls. */
  token?: string
  /** The part of the path. */
  part?: string
}

let app: RunningApp
let api: ApiClient
let somebody: Person
let rp: RelyingParty

/** As the example of the token endpoint has it. */
const REDIRECT_URI = 'https://your-app.com/callback'

beforeAll(async () => {
  app = await startApp()
  api = await createApiClient(app.issuer)
  somebody = await aPerson(app, api)
  rp = await aRelyingParty(app, { redirectUris: [REDIRECT_URI], pkce: 'optional' })
})
afterAll(() => app.stop())

const client = () => ({ client_id: rp.clientId, client_secret: rp.secret })

async function code(): Promise<Filling> {
  const withoutProof = { code_challenge: undefined, code_challenge_method: undefined }
  const { email } = await anAccount(app)
  const found = await obtainCode(app, rp, email, { redirect_uri: REDIRECT_URI, ...withoutProof })
  return { members: { code: found.code, ...client() } }
}

/** Somebody of the address that the examples name. */
async function member(): Promise<Filling & { members: Record<string, unknown> }> {
  const tenant = await aTenant(app)
  await app.core.tenants.members.add(tenant.tenantId, { email: 'user@example.com', roles: ['admin'] })
  const { email_id: _of_the_example, ...members } = tenant.request('')
  return { members }
}

async function idToken(): Promise<Filling> {
  const tenant = await aTenant(app)
  await app.core.accounts.create({ email: tenant.admin, password: SIGN_IN, emailVerified: true })
  const { id_token } = await obtainTokens(app, await knownParty(app, tenant), tenant.admin)
  return { members: { oidc_token: id_token }, token: await ownToken(app, tenant) }
}

async function secondFactor(): Promise<Filling> {
  const person = await aPerson(app, api)
  const [recoveryCode] = await withSecondFactor(app, person)
  const { email } = person
  const login = await api.post('/auth/login', { email, password: 'securePassword123' })
  return { members: { mfa_token: login.body.mfa_token, code: recoveryCode } }
}

/** Whose password is the one of the example. */
async function withOldPassword(): Promise<Filling> {
  const credentials = { email: 'old@example.com', password: 'oldPassword123' }
  await api.post('/auth/signup', credentials)
  return { token: (await api.post('/auth/login', credentials)).body.access_token }
}

const FILLINGS: Record<string, () => Promise<Filling>> = {
  authLoginMfa: secondFactor,
  authRefresh: async () => ({ members: { refresh_token: (await aPerson(app, api)).refresh } }),
  authLogout: async () => ({ members: { refresh_token: (await aPerson(app, api)).refresh } }),
  authIntrospect: async () => ({ members: { token: somebody.access } }),
  profileToken: code,
  meToken: code,
  meRevoke: async () => ({ members: { token: 'any', ...client() } }),
  profileRefresh: async () => ({ members: { refresh_token: somebody.refresh } }),
  accountRefresh: async () => ({ members: { refreshToken: (await aPerson(app, api)).refresh } }),
  accountValidate: async () => ({ members: { token: somebody.access } }),
  accountLogout: async () => ({ token: (await aPerson(app, api)).access }),
  accountVerifyEmail: async () => ({ part: await mailedToken(app, 'verify-email', somebody.email) }),
  accountConfirmPasswordReset: async () => {
    const { email } = await aPerson(app, api)
    return { members: { token: await resetToken(app, api, email) } }
  },
  accountChangePassword: withOldPassword,
  userGenerateToken: member,
  adminGenerateToken: member,
  userOidcToken: idToken,
  adminOidcToken: idToken,
}

const [JSON_TYPE, FORM_TYPE] = ['application/json', 'application/x-www-form-urlencoded']

async function sendExample(method: string, path: string, operation: Operation, type: string) {
  const { members = {}, token, part = '' } = (await FILLINGS[operation.operationId]?.()) ?? {}
  const example = operation.requestBody?.content[type]?.example as object | undefined
  const isBearer = operation.security.some((scheme) => 'bearer' in scheme)
  const caller = token ?? (isBearer ? somebody.access : undefined)
  for (const name of Object.keys(members)) expect(example, operation.operationId).toHaveProperty(name)
  const body = { ...example, ...members }
  const sent = type === FORM_TYPE ? { raw: new URLSearchParams(body as Record<string, string>) } : { body }
  const answer = await api.call(method.toUpperCase(), path.replace(/\{\w+\}/, part), {
    ...(example === undefined ? {} : sent),
    ...(caller === undefined ? {} : { token: caller }),
  })
  return answer.status
}

describe('the examples of the OpenAPI document', () => {
  const operations = () =>
    Object.entries(api.document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
    )
  const typesOf = ({ requestBody }: Operation) => Object.keys(requestBody?.content ?? { [JSON_TYPE]: {} })

  it('all succeed, in every type that a request may be of', async () => {
    const sent: string[] = []
    const failures: string[] = []
    for (const { method, path, operation } of operations()) {
      for (const type of typesOf(operation)) {
        const status = await sendExample(method, path, operation, type)
        if (status >= 300) failures.push(`${operation.operationId}, ${type}: ${status}`)
        if (type === FORM_TYPE) sent.push(path)
      }
    }
    expect(failures).toEqual([])
    expect(sent.sort()).toEqual(['/auth/introspect', '/auth/token', '/v2/oauth/revoke', '/v2/oauth/token'])
  })
})
