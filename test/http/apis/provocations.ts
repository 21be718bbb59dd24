/** For every answer that the OpenAPI document promises, a request that brings it about. */
import { expect } from 'vitest'
import { totpCode } from '../../../src/domain/factors/totp.ts'
import { obtainTokens } from '../../oidc/support/steps.ts'
import { type ApiAnswer, type ApiClient, createApiClient } from '../../support/api-client.ts'
import { justNow } from '../../support/just-now.ts'
import {
  anAccount,
  aRelyingParty,
  knownParty,
  REDIRECT_URI,
  PASSWORD as SIGN_IN,
} from '../../support/relying-party.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import { mailedToken } from '../account/mailed-token.ts'
import { aTenant, ownToken } from '../tenant/a-tenant.ts'

export const PASSWORD = 'securePassword123'
const BASE = '/api/v1/auth'
const STEP_MS = 30_000

export interface Person {
  username: string
  email: string
  accountId: string
  access: string
  refresh: string
}

let people = 0

/** Registered, and signed in. */
export async function aPerson(app: RunningApp, api: ApiClient): Promise<Person> {
  people += 1
  const person = { username: `someone${people}`, email: `someone${people}@example.com` }
  const { body } = await api.post(`${BASE}/register`, { ...person, password: PASSWORD })
  const account = await app.core.accounts.findByIdentifier(person.email)
  return { ...person, accountId: account?.id ?? '', access: body.accessToken, refresh: body.refreshToken }
}

/** @returns recovery codes */
export async function withSecondFactor(app: RunningApp, { accountId, email }: Person): Promise<string[]> {
  const { factors } = app.core
  const { secret, token } = await factors.app.begin({ id: accountId, email } as Parameters<
    typeof factors.app.begin
  >[0])
  const code = totpCode(secret, Math.floor(Date.now() / STEP_MS))
  return factors.app.confirm(justNow(accountId), { token, code }, {})
}

/** Asks for it, and reads the mail. */
export async function resetToken(app: RunningApp, api: ApiClient, email: string): Promise<string> {
  await api.post(`${BASE}/password-reset`, { email })
  return mailedToken(app, 'reset-password', email)
}

/** The same until it is answered otherwise: wrong passwords lead to a locked account. */
async function untilLocked(attempt: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
  for (let tries = 0; tries < 12; tries += 1) {
    const answer = await attempt()
    if (answer.status === 423) return answer
  }
  throw new Error('it is never locked')
}

export type Provocation = () => Promise<ApiAnswer>

/** By `operationId status`. What every operation can answer alike is in `general` below. */
export function provocations(app: RunningApp, api: ApiClient): Record<string, Provocation> {
  return {
    ...ofAuth(app, api),
    ...ofTokens(app, api),
    ...ofMe(app, api),
    ...ofAccount(app, api),
    ...ofPasswords(app, api),
    ...ofTenants(app, api),
  }
}

function ofAuth(app: RunningApp, api: ApiClient): Record<string, Provocation> {
  const me = () => aPerson(app, api)
  const login = (email: string, password = PASSWORD) => api.post('/auth/login', { email, password })
  const mfa = async () => {
    const person = await me()
    const [code = ''] = await withSecondFactor(app, person)
    return { person, code, mfa_token: (await login(person.email)).body.mfa_token }
  }
  return {
    'authSignup 201': () => api.post('/auth/signup', { email: 'new@example.com', password: 'secret123' }),
    'authSignup 403': () =>
      api.post('/auth/signup', { email: 'a@example.com', password: 'secret123', role: 'admin' }),
    'authSignup 409': async () =>
      api.post('/auth/signup', { email: (await me()).email.toUpperCase(), password: 'secret123' }),
    'authLogin 200': async () => login((await me()).email),
    'authLogin 401': () => login('nobody@example.com'),
    'authLogin 403': async () => login((await mfa()).person.email),
    'authLogin 423': async () => {
      const { email } = await me()
      return untilLocked(() => login(email, 'wrong'))
    },
    'authLoginMfa 200': async () => {
      const { code, mfa_token } = await mfa()
      return api.post('/auth/login/mfa', { mfa_token, code })
    },
    'authLoginMfa 401': async () =>
      api.post('/auth/login/mfa', { mfa_token: (await mfa()).mfa_token, code: '000000' }),
    'authLoginMfa 423': async () => {
      const { mfa_token } = await mfa()
      return untilLocked(() => api.post('/auth/login/mfa', { mfa_token, code: '000000' }))
    },
    'authRefresh 200': async () => api.post('/auth/refresh', { refresh_token: (await me()).refresh }),
    'authRefresh 401': () => api.post('/auth/refresh', { refresh_token: 'unknown' }),
    'authLogout 200': () => api.post('/auth/logout', { token: 'unknown' }),
    'authMe 200': async () => api.get('/auth/me', (await me()).access),
    'authIntrospect 200': async () => api.post('/auth/introspect', { token: (await me()).access }),
  }
}

function ofTokens(app: RunningApp, api: ApiClient): Record<string, Provocation> {
  const known = async () => {
    const { clientId: client_id, secret: client_secret } = await aRelyingParty(app, {
      grantTypes: ['client_credentials'],
    })
    return { client_id, client_secret, grant_type: 'client_credentials' }
  }
  const unknown = {
    client_id: 'unknown',
    client_secret: 'x',
    grant_type: 'authorization_code',
    redirect_uri: REDIRECT_URI,
  }
  const token = (path: string): [Provocation, Provocation] => [
    async () => api.post(path, await known()),
    () => api.post(path, unknown),
  ]
  const [profile200, profile401] = token('/auth/token')
  const [me200, me401] = token('/v2/oauth/token')
  return {
    'profileToken 200': profile200,
    'profileToken 401': profile401,
    'meToken 200': me200,
    'meToken 401': me401,
    'meRevoke 204': async () => api.post('/v2/oauth/revoke', { token: 'x', ...(await known()) }),
    'meRevoke 401': () => api.post('/v2/oauth/revoke', { token: 'x', ...unknown }),
    'profileRefresh 200': async () => {
      const { refresh } = await aPerson(app, api)
      return api.post('/auth/token/refresh', { refresh_token: refresh })
    },
    'profileRefresh 401': () =>
      api.post('/auth/token/refresh', { refresh_token: 'x', client_id: 'x', client_secret: 'x' }),
  }
}

function ofMe(app: RunningApp, api: ApiClient): Record<string, Provocation> {
  const me = () => aPerson(app, api)
  /** Of an application, in plain OAuth, for the mail address alone. */
  const little = async () => {
    const rp = await aRelyingParty(app)
    const { email } = await anAccount(app)
    return (await obtainTokens(app, rp, email, { scope: 'email' })).access_token
  }
  return {
    'meGet 200': async () => api.get('/v2/me', (await me()).access),
    'mePatch 200': async () =>
      api.call('PATCH', '/v2/me', { body: { name: 'Jane' }, token: (await me()).access }),
    'mePatch 403': async () => api.call('PATCH', '/v2/me', { body: {}, token: await little() }),
    'profileUserinfo 200': async () => api.get('/auth/userinfo', (await me()).access),
    'profileUserinfo 403': async () => api.get('/auth/userinfo', await little()),
  }
}

function ofAccount(app: RunningApp, api: ApiClient): Record<string, Provocation> {
  const me = () => aPerson(app, api)
  const register = (username: string, email: string) =>
    api.post(`${BASE}/register`, { username, email, password: PASSWORD })
  const login = (username: string, password = PASSWORD) => api.post(`${BASE}/login`, { username, password })
  return {
    'accountRegister 201': () => register('johndoe', 'johndoe@example.com'),
    'accountRegister 409': async () => register((await me()).username.toUpperCase(), 'another@example.com'),
    'accountLogin 200': async () => login((await me()).username),
    'accountLogin 401': () => login('nobody'),
    'accountLogin 403': async () => {
      const person = await me()
      await withSecondFactor(app, person)
      return login(person.username)
    },
    'accountLogin 423': async () => {
      const { username } = await me()
      return untilLocked(() => login(username, 'wrong'))
    },
    'accountRefresh 200': async () => api.post(`${BASE}/refresh`, { refreshToken: (await me()).refresh }),
    'accountRefresh 401': () => api.post(`${BASE}/refresh`, { refreshToken: 'unknown' }),
    'accountValidate 200': async () => api.post(`${BASE}/validate`, { token: (await me()).access }),
    'accountLogout 200': async () => api.call('POST', `${BASE}/logout`, { token: (await me()).access }),
    'accountProfile 200': async () => api.get(`${BASE}/profile`, (await me()).access),
    'accountHealth 200': () => api.get(`${BASE}/health`),
    'accountResendVerification 200': async () =>
      api.call('POST', `${BASE}/verify-email/resend`, { token: (await me()).access }),
    'accountVerifyEmail 200': async () =>
      api.get(`${BASE}/verify-email/${await mailedToken(app, 'verify-email', (await me()).email)}`),
    'accountVerifyEmail 400': () => api.get(`${BASE}/verify-email/unknown`),
    'accountVerifyEmail 409': async () => {
      const { accountId, email } = await me()
      const wanted = `wanted-${email}`
      const { accounts } = app.core
      await accounts.requestEmailChange(accountId, { email: wanted, currentPassword: PASSWORD }, {})
      const token = await mailedToken(app, 'verify-email', wanted)
      await accounts.signUp({ email: wanted, password: PASSWORD }, {})
      return api.get(`${BASE}/verify-email/${token}`)
    },
  }
}

function ofPasswords(app: RunningApp, api: ApiClient): Record<string, Provocation> {
  const change = (token: string, currentPassword = PASSWORD, newPassword = 'anotherPassword1') =>
    api.call('PUT', `${BASE}/change-password`, { body: { currentPassword, newPassword }, token })
  return {
    'accountRequestPasswordReset 200': () =>
      api.post(`${BASE}/password-reset`, { email: 'nobody@example.com' }),
    'accountRequestPasswordReset 404': async () => {
      const open = await startApp({ ACCOUNT_ENUMERATION: 'reveal' })
      const other = await createApiClient(open.issuer)
      const answer = await other.post(`${BASE}/password-reset`, { email: 'nobody@example.com' })
      await open.stop()
      api.check('POST', `${BASE}/password-reset`, answer)
      return answer
    },
    'accountConfirmPasswordReset 200': async () => {
      const token = await resetToken(app, api, (await aPerson(app, api)).email)
      return api.post(`${BASE}/password-reset/confirm`, { token, newPassword: 'anotherPassword1' })
    },
    'accountChangePassword 200': async () => change((await aPerson(app, api)).access),
    'accountChangePassword 409': async () => {
      // One that checks the password only after another has changed it is told that it is wrong: not a race, so again.
      for (let attempt = 1; ; attempt++) {
        const { access } = await aPerson(app, api)
        const answers = await Promise.all(
          ['1', '2', '3', '4'].map((n) => change(access, PASSWORD, `anotherPassword${n}`)),
        )
        expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
        const late = answers.find(({ status }) => status === 409)
        if (late !== undefined || attempt === 10) return late ?? (answers[0] as ApiAnswer)
      }
    },
    'accountChangePassword 423': async () => {
      const { access } = await aPerson(app, api)
      return untilLocked(() => change(access, 'wrong'))
    },
  }
}

function ofTenants(app: RunningApp, api: ApiClient): Record<string, Provocation> {
  const all = (['user', 'admin'] as const).map((plane): Record<string, Provocation> => {
    const generate = (body: object) => api.post(`/auth/${plane}/generateToken`, body)
    const exchange = (oidc_token: string, token?: string) =>
      api.post(`/auth/${plane}/oidcToken`, { oidc_token }, token === undefined ? {} : { token })
    return {
      [`${plane}GenerateToken 200`]: async () => {
        const tenant = await aTenant(app)
        return generate(tenant.request(tenant.admin))
      },
      [`${plane}GenerateToken 401`]: async () => generate((await aTenant(app)).request('nobody@example.com')),
      [`${plane}GenerateToken 404`]: async () => {
        const tenant = await aTenant(app)
        return generate({ ...tenant.request(tenant.admin), project_id: 'another' })
      },
      [`${plane}OidcToken 200`]: async () => {
        const tenant = await aTenant(app)
        await app.core.accounts.create({ email: tenant.admin, password: SIGN_IN, emailVerified: true })
        const rp = await knownParty(app, tenant)
        const { id_token } = await obtainTokens(app, rp, tenant.admin)
        return exchange(id_token, await ownToken(app, tenant))
      },
      [`${plane}OidcToken 401`]: () => exchange('unknown'),
    }
  })
  return Object.assign({}, ...all) as Record<string, Provocation>
}
