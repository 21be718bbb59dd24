/** Steps that the protocol tests share: raw requests, so that a test sees status, headers and body as they are. */
import { createHash } from 'node:crypto'
import * as client from 'openid-client'
import type { ResourceServerInput } from '#domain/resource-servers'
import { type Agent, createAgent } from '../../support/agent.ts'
import { begin, passInteractions, REDIRECT_URI, type RelyingParty } from '../../support/relying-party.ts'
import type { RunningApp } from '../../support/start-app.ts'

export interface Answer {
  status: number
  headers: Headers
  /** Empty where the answer has no JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the server said, and fails where it did not
  body: any
}

type Fields = Record<string, string> | [string, string][]

/** Sends a form and reads the JSON that comes back. */
export async function send(
  url: string,
  fields: Fields,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { accept: 'application/json', ...headers },
    redirect: 'manual',
  })
  return read(response)
}

export async function read(response: Response): Promise<Answer> {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') === true
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : {} }
}

export function basic(clientId: string, secret: string): Record<string, string> {
  const credentials = [clientId, secret].map(encodeURIComponent).join(':')
  return { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }
}

export type Caller = Pick<RelyingParty, 'clientId' | 'secret'>

/** A request of the client, authenticated by its secret, or named where it has none. */
export function sendAs(
  caller: Caller,
  url: string,
  fields: Record<string, string>,
  headers = {},
): Promise<Answer> {
  return caller.secret === null
    ? send(url, { client_id: caller.clientId, ...fields }, headers)
    : send(url, fields, { ...basic(caller.clientId, caller.secret), ...headers })
}

export function requestToken(app: RunningApp, caller: Caller, fields: Record<string, string>, headers = {}) {
  return sendAs(caller, `${app.issuer}/oauth/token`, fields, headers)
}

export function refresh(app: RunningApp, caller: Caller, token: string, fields = {}, headers = {}) {
  return requestToken(app, caller, { grant_type: 'refresh_token', refresh_token: token, ...fields }, headers)
}

export function introspect(app: RunningApp, caller: Caller, token: string, fields = {}) {
  return sendAs(caller, `${app.issuer}/oauth/introspect`, { token, ...fields })
}

export function revoke(app: RunningApp, caller: Caller, token: string, fields = {}) {
  return sendAs(caller, `${app.issuer}/oauth/revoke`, { token, ...fields })
}

export async function isActive(app: RunningApp, caller: Caller, token: string): Promise<boolean> {
  return (await introspect(app, caller, token)).body.active
}

export async function userinfo(app: RunningApp, token: string, headers = {}): Promise<Answer> {
  return read(
    await fetch(`${app.issuer}/oauth/userinfo`, {
      headers: { authorization: `Bearer ${token}`, ...headers },
    }),
  )
}

export interface Code {
  code: string
  verifier: string
  agent: Agent
  callback: URL
}

/** The way to the app's callback: authorize, sign in, consent, whichever are asked for. */
export async function obtainCode(
  app: RunningApp,
  rp: RelyingParty,
  email: string,
  parameters: Record<string, string | undefined> = {},
  agent: Agent = createAgent(app.issuer),
): Promise<Code> {
  const isOpenId = (parameters.scope ?? 'openid').split(' ').includes('openid')
  const { url, checks } = await begin(rp, isOpenId ? parameters : { nonce: undefined, ...parameters })
  const callback = await passInteractions(agent, await agent.get(url), email)
  const code = callback.searchParams.get('code') ?? ''
  if (code === '') throw new Error(`no code came back but ${callback.href}`)
  return { code, verifier: checks.pkceCodeVerifier, agent, callback }
}

export function redeem(app: RunningApp, caller: Caller, { code, verifier }: Code, fields = {}, headers = {}) {
  const request = {
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: REDIRECT_URI,
  }
  return requestToken(app, caller, { ...request, ...fields }, headers)
}

/** A code obtained and redeemed. `resource` counts at both steps, as RFC 8707 §2 has it. */
export async function obtainTokens(
  app: RunningApp,
  rp: RelyingParty,
  email: string,
  parameters: Record<string, string | undefined> = {},
  agent?: Agent,
) {
  const code = await obtainCode(app, rp, email, parameters, agent)
  const { resource } = parameters
  const { status, body } = await redeem(app, rp, code, resource === undefined ? {} : { resource })
  if (status !== 200) throw new Error(`the code was not redeemed: ${JSON.stringify(body)}`)
  return { ...body, agent: code.agent } as Tokens
}

export interface Tokens {
  access_token: string
  refresh_token: string
  id_token: string
  scope: string
  expires_in: number
  token_type: string
  agent: Agent
}

export interface Pushed {
  requestUri: string
  verifier: string
  /** Where the browser goes with it. */
  url: string
}

/** Pushes an authorization request (RFC 9126). */
export async function push(
  app: RunningApp,
  rp: RelyingParty,
  parameters: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<Pushed> {
  const verifier = client.randomPKCECodeVerifier()
  const request = {
    client_id: rp.clientId,
    response_type: 'code',
    redirect_uri: REDIRECT_URI,
    scope: 'openid',
    code_challenge: challengeOf(verifier),
    code_challenge_method: 'S256',
    ...parameters,
  }
  const { status, body } = await sendAs(rp, `${app.issuer}/oauth/par`, request, headers)
  if (status !== 201) throw new Error(`the request was not taken: ${JSON.stringify(body)}`)
  const query = new URLSearchParams({ client_id: rp.clientId, request_uri: body.request_uri })
  return { requestUri: body.request_uri, verifier, url: `${app.issuer}/oauth/authorize?${query}` }
}

let resources = 0

/** A resource server of its own for each call. */
export async function aResource(app: RunningApp, input: Partial<ResourceServerInput> = {}): Promise<string> {
  resources += 1
  const uri = `https://api${resources}.example.com/`
  await app.core.resourceServers.create({ uri, scope: 'read write', ...input })
  return uri
}

/** Ends the browser's session by the sign-out page. @param parameters of the request at the end session endpoint */
export async function signOut(agent: Agent, parameters: Record<string, string> = {}) {
  const page = await agent.get(`/oauth/logout?${new URLSearchParams(parameters)}`)
  return agent.submit(page, '/oauth/logout/confirm', { logout: 'yes' })
}

/** Runs them at once, and answers the statuses in order of their number. */
export async function statuses(answers: Promise<Answer>[]): Promise<number[]> {
  return (await Promise.all(answers)).map(({ status }) => status).sort((a, b) => a - b)
}

export function times<Result>(count: number, make: (index: number) => Result): Result[] {
  return Array.from({ length: count }, (_, index) => make(index))
}

export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}
