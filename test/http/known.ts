/** What is right, to be spoilt: a client, a person, their tokens, and sign-ins in progress. */
import * as client from 'openid-client'
import { createAgent } from '../support/agent.ts'
import {
  anAccount,
  aRelyingParty,
  begin,
  logIn,
  PASSWORD,
  REDIRECT_URI,
  type RelyingParty,
} from '../support/relying-party.ts'
import type { RunningApp } from '../support/start-app.ts'

export interface KnownInteraction {
  path: string
  cookie: string
  csrf: string
}

export interface Known {
  /** Some at the sign-in, some at the consent. */
  interactions: readonly KnownInteraction[]
  /** Values that mean something somewhere. */
  values: readonly string[]
  /** A right authorization request, and all that token, introspection and revocation ask for, as query strings. */
  authorize: string
  token: string
  basic: string
  bearer: string
}

export async function whatIsRight(app: RunningApp, interactions: number): Promise<Known> {
  const rp = await aRelyingParty(app)
  const { email } = await anAccount(app)
  const { tokens } = await logIn(app, rp, email, { scope: 'openid offline_access', prompt: 'consent' })
  const { url } = await begin(rp)
  const all = Array.from({ length: interactions }, (_, number) =>
    anInteraction(app, rp, email, number % 2 === 0),
  )
  const values = [
    'code',
    'openid',
    'authorization_code',
    'refresh_token',
    'client_credentials',
    'S256',
    'demo',
    'consent',
  ]
  const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
  return {
    interactions: await Promise.all(all),
    values: [
      ...[...values, rp.clientId, rp.secret ?? '', REDIRECT_URI, email, PASSWORD, assertionType],
      ...[tokens.access_token, tokens.refresh_token ?? '', tokens.id_token ?? ''],
    ],
    authorize: url.searchParams.toString(),
    token: new URLSearchParams({
      grant_type: 'authorization_code',
      code: `ac_${'a'.repeat(86)}`,
      redirect_uri: REDIRECT_URI,
      code_verifier: client.randomPKCECodeVerifier(),
      token: tokens.access_token,
    }).toString(),
    basic: `Basic ${btoa(`${rp.clientId}:${rp.secret}`)}`,
    bearer: `Bearer ${tokens.access_token}`,
  }
}

async function anInteraction(
  app: RunningApp,
  rp: RelyingParty,
  email: string,
  signedIn: boolean,
): Promise<KnownInteraction> {
  const agent = createAgent(app.issuer)
  let page = await agent.get((await begin(rp, { prompt: 'login consent' })).url)
  if (signedIn) page = await agent.submit(page, '/sign-in', { username: email, 'current-password': PASSWORD })
  const path = page.url.pathname
  const own = [...agent.cookies].filter(([, cookie]) => cookie.path === '/' || cookie.path === path)
  return {
    path,
    cookie: own.map(([key, { value }]) => `${key.split(' ')[0]}=${value}`).join('; '),
    csrf: /name="csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '',
  }
}
