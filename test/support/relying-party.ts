/** A third-party app, made of a real client library, and the steps that a person takes through it. */
import * as client from 'openid-client'
import type { ClientInput } from '#domain/clients'
import { type Agent, createAgent, type Page } from './agent.ts'
import type { RunningApp } from './start-app.ts'

export const REDIRECT_URI = 'https://app.example.com/callback'
export const PASSWORD = 'correct horse battery'

export interface RelyingParty {
  clientId: string
  secret: string | null
  config: client.Configuration
}

/** Registers a client and discovers the provider as it. */
export async function aRelyingParty(
  app: RunningApp,
  input: Partial<ClientInput> = {},
): Promise<RelyingParty> {
  const registered = await app.core.clients.register({
    name: 'Test app',
    redirectUris: input.grantTypes?.includes('authorization_code') === false ? [] : [REDIRECT_URI],
    postLogoutRedirectUris: ['https://app.example.com/bye'],
    ...input,
  })
  return knownParty(app, { clientId: registered.client.id, secret: registered.secret })
}

/** A client that is registered already, which discovers the provider. */
export async function knownParty(
  { issuer }: Pick<RunningApp, 'issuer'>,
  { clientId, secret }: Omit<RelyingParty, 'config'>,
): Promise<RelyingParty> {
  const execute = [client.allowInsecureRequests]
  const config = await client.discovery(new URL(issuer), clientId, secret ?? undefined, undefined, {
    execute,
  })
  return { clientId, secret, config }
}

let people = 0

/** An account that can sign in with PASSWORD. */
export async function anAccount(
  app: RunningApp,
  input: { claims?: Record<string, unknown>; name?: string; emailVerified?: boolean } = {},
) {
  people += 1
  return app.core.accounts.create({ email: `person${people}@example.com`, password: PASSWORD, ...input })
}

export interface Begun {
  url: URL
  checks: { expectedState: string; expectedNonce: string; pkceCodeVerifier: string }
}

/** Begins an authorization. Undefined parameters are left out. */
export async function begin(
  rp: RelyingParty,
  parameters: Record<string, string | undefined> = {},
): Promise<Begun> {
  const pkceCodeVerifier = client.randomPKCECodeVerifier()
  const expectedState = client.randomState()
  const expectedNonce = client.randomNonce()
  const all = {
    redirect_uri: REDIRECT_URI,
    scope: 'openid',
    state: expectedState,
    nonce: expectedNonce,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    ...parameters,
  }
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const url = client.buildAuthorizationUrl(rp.config, Object.fromEntries(given))
  return { url, checks: { expectedState, expectedNonce, pkceCodeVerifier } }
}

/** Takes the person through sign-in and consent, whichever are asked for, to the app's callback URL. */
export async function passInteractions(agent: Agent, page: Page, email: string): Promise<URL> {
  let at = page
  for (let step = 0; step < 5 && at.url.pathname.startsWith('/interaction/'); step += 1) {
    at = at.body.includes('name="current-password"')
      ? await agent.submit(at, '/sign-in', { username: email, 'current-password': PASSWORD })
      : await agent.submit(at, '/consent', { decision: 'allow' })
  }
  return at.url
}

export interface Login {
  tokens: Awaited<ReturnType<typeof client.authorizationCodeGrant>>
  agent: Agent
  callback: URL
}

/** The whole way: authorize, sign in, consent, redeem the code. */
export async function logIn(
  app: RunningApp,
  rp: RelyingParty,
  email: string,
  parameters: Record<string, string | undefined> = {},
  agent: Agent = createAgent(app.issuer),
): Promise<Login> {
  const { url, checks } = await begin(rp, parameters)
  const callback = await passInteractions(agent, await agent.get(url), email)
  const isOpenId = (parameters.scope ?? 'openid').split(' ').includes('openid')
  const tokens = await client.authorizationCodeGrant(rp.config, callback, {
    expectedState: checks.expectedState,
    pkceCodeVerifier: checks.pkceCodeVerifier,
    ...(isOpenId ? { expectedNonce: checks.expectedNonce } : {}),
  })
  return { tokens, agent, callback }
}
