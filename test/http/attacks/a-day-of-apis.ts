/** What programs do at the JSON APIs in a day, right and wrong, and every secret that they use for it. */
import type { RunningApp } from '../../support/start-app.ts'
import { note } from './a-day-of-secrets.ts'

const BASE = '/api/v1/auth'
const PERSON = { username: 'grace', email: 'grace@example.com' }

export async function aDayOfApis(server: RunningApp): Promise<void> {
  const send = async (method: string, path: string, body?: unknown, token?: string) => {
    const response = await fetch(server.issuer + path, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}`, dpop: token }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return (await response.json().catch(() => ({}))) as Record<string, string>
  }
  const password = note('password at an API', 'a password of an API')
  const { accessToken = '', refreshToken = '' } = await send('POST', `${BASE}/register`, {
    ...PERSON,
    password,
  })
  note('access token of an API', accessToken)
  note('refresh token of an API', refreshToken)
  await send('POST', '/auth/login', {
    email: PERSON.email,
    password: note('wrong at an API', 'a wrong password 2'),
  })
  await send('GET', '/v2/me', undefined, accessToken)
  await send('GET', `/v2/me?access_token=${accessToken}`)
  // Unknown members, wrong paths, wrong methods: an error repeats none of it.
  await send('POST', '/auth/login', { email: PERSON.email, password, [refreshToken]: accessToken })
  await send('POST', '/auth/token', { refresh_token: refreshToken, client_secret: password })
  await send('POST', `${BASE}/validate`, { token: accessToken })
  const account = await server.core.accounts.findByIdentifier(PERSON.email)
  // Not the one that was mailed: without a mail server the log is where its link is to be found.
  const another = await server.core.oneTimeTokens.create('verify_email', account?.id ?? '', PERSON.email)
  for (const token of [note('token of a link', another), 'unknown']) {
    await send('GET', `${BASE}/verify-email/${token}`)
    await send('DELETE', `${BASE}/verify-email/${token}`)
    await send('GET', `${BASE}/verify-email/${token}/${token}`)
  }
  await send('POST', '/auth/refresh', { refresh_token: refreshToken })
  await send('POST', '/auth/logout', { refresh_token: refreshToken })
}
