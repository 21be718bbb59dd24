/** Requests without a pause by way of the round robin, each of whose answers is held against the keys of its time. */
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose'
import { introspect, refresh, requestToken, userinfo } from '../oidc/support/steps.ts'
import type { Nodes } from '../support/nodes.ts'
import type { RelyingParty } from '../support/relying-party.ts'

export interface Traffic {
  /** What was not as it should be, in words. */
  problems: string[]
  /** How many rounds there were. */
  rounds(): number
  /** Every key that has signed, with the first time (milliseconds since the epoch) at which that was seen. */
  signers: Map<string, number>
  stop(): Promise<void>
}

export async function keysAt(url: string): Promise<JSONWebKeySet> {
  const answer = await fetch(`${url}/.well-known/jwks.json`)
  if (answer.status !== 200) throw new Error(`the keys are ${answer.status}`)
  return (await answer.json()) as JSONWebKeySet
}

/** @param refreshToken of a grant for `openid`; it is used up */
export function startTraffic(
  nodes: Nodes,
  rp: RelyingParty,
  resource: string,
  refreshToken: string,
): Traffic {
  const problems: string[] = []
  const signers = new Map<string, number>()
  let rounds = 0
  let running = true
  let next = refreshToken

  async function check(what: string, token: string, keys: JSONWebKeySet): Promise<void> {
    const kid = decodeProtectedHeader(token).kid ?? ''
    if (!signers.has(kid)) signers.set(kid, Date.now())
    await jwtVerify(token, createLocalJWKSet(keys), { issuer: nodes.issuer }).catch((error: Error) => {
      problems.push(`${what} by ${kid}: ${error.message}`)
    })
  }

  /** The keys are fetched before the tokens, as by somebody who keeps them for a while, and after. */
  async function round(): Promise<void> {
    const before = await keysAt(nodes.issuer)
    const machine = await requestToken(nodes, rp, { grant_type: 'client_credentials', resource })
    const person = await refresh(nodes, rp, next)
    const after = await keysAt(nodes.issuer)
    for (const { status, body } of [machine, person]) {
      if (status !== 200) problems.push(`a token request was ${status} ${body.error}`)
    }
    for (const keys of [before, after]) {
      await check('an access token', machine.body.access_token, keys)
      await check('an ID token', person.body.id_token, keys)
    }
    next = person.body.refresh_token
    const answers = [
      await userinfo(nodes, person.body.access_token),
      await introspect(nodes, rp, machine.body.access_token),
    ]
    if (answers.some(({ status }) => status !== 200)) problems.push('userinfo or introspection failed')
    if (answers[1]?.body.active !== true) problems.push('a token that was just issued is not active')
    rounds += 1
  }

  async function run(): Promise<void> {
    while (running) {
      await round().catch((error: Error) => problems.push(error.message))
    }
  }

  const runs = run()
  return {
    problems,
    signers,
    rounds: () => rounds,
    async stop() {
      running = false
      await runs
    },
  }
}
