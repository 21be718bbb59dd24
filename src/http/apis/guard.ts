/**
 * Who calls, by their access token (RFC 6750; RFC 9449 §7 for tokens that are bound to a key). What a token says, and
 * whether it is alive, is asked of the engine's room, which is the only one that knows.
 */
import type { Accounts } from '#domain/accounts'
import { DomainError } from '#domain/errors'
import type { AccessToken, ApiTokens } from '#oidc'
import { Refusal } from '../middleware/refusal.ts'
import type { Caller, Guard } from './define-route.ts'

export interface Credentials {
  /** The `Authorization` header. */
  authorization: string
  /** The `DPoP` header. */
  proof: string
  method: string
  /** Of the request as its sender sees it. */
  url: string
}

export interface BearerGuard {
  /** @throws Refusal 401 `invalid_token` or `invalid_dpop_proof`, 403 `insufficient_scope`; DomainError `unavailable` */
  check(credentials: Credentials, guard: Extract<Guard, { kind: 'bearer' }>): Promise<Caller>
  /** Whose live token this is, and what it says, for those who ask about one instead of using it. */
  find(accessToken: string): Promise<Caller | undefined>
  /** Whose token this is that has just been issued. @throws DomainError `invalid`, code `invalid_grant`: it is dead already */
  get(accessToken: string): Promise<Caller>
}

type Scheme = 'Bearer' | 'DPoP'

const TOKEN = /^(bearer|dpop) +([\w.~+/-]+=*)$/i

/** The token of an `Authorization` header, whichever way it is to be used. */
export function tokenOf(authorization: string): string | undefined {
  return TOKEN.exec(authorization)?.[2]
}

export function createBearerGuard(deps: {
  issuer: string
  accounts: Pick<Accounts, 'findById'>
  tokens: Pick<ApiTokens, 'find' | 'checkProof'>
}): BearerGuard {
  const { issuer, accounts, tokens } = deps

  function refuse(scheme: Scheme, code: string, message: string, status = 401, scope?: string): Refusal {
    const told = { realm: issuer, error: code, error_description: message, ...(scope && { scope }) }
    const challenge = Object.entries(told).map(([name, value]) => `${name}="${value}"`)
    return new Refusal(status, code, message, { 'WWW-Authenticate': `${scheme} ${challenge.join(', ')}` })
  }

  async function checkKey(token: AccessToken, scheme: Scheme, sent: Credentials & { accessToken: string }) {
    if (token.jkt === undefined) {
      if (scheme === 'DPoP') throw refuse('DPoP', 'invalid_token', 'The access token is not bound to a key')
      return
    }
    if (scheme !== 'DPoP') throw refuse('DPoP', 'invalid_token', 'The access token is bound to a key')
    if (!(await tokens.checkProof({ ...sent, jkt: token.jkt }))) {
      throw refuse('DPoP', 'invalid_dpop_proof', 'The DPoP proof is missing, wrong or has been used')
    }
  }

  /** Undefined also for a client's own token, and for the token of a person who is gone. */
  async function callerOf(accessToken: string): Promise<Caller | undefined> {
    const token = await tokens.find(accessToken)
    if (token?.accountId === undefined) return undefined
    const account = await accounts.findById(token.accountId)
    return account === undefined ? undefined : { account, token, accessToken }
  }

  const isForUs = ({ audience }: AccessToken, guard: Pick<Extract<Guard, { kind: 'bearer' }>, 'audience'>) =>
    audience.includes(`${issuer}/api`) || (guard.audience === 'any' && audience.length === 0)

  return {
    async check(credentials, guard) {
      const [, scheme = '', accessToken] = TOKEN.exec(credentials.authorization) ?? []
      if (accessToken === undefined) {
        // RFC 6750 §3.1: no error code for who has not tried; the surface's body has one all the same.
        throw new Refusal(401, 'invalid_token', 'An access token is needed')
      }
      // RFC 9449 §7.1: who came with a bound token is answered in its scheme.
      const spoken = scheme.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer'
      const caller = await callerOf(accessToken)
      if (caller === undefined || !isForUs(caller.token, guard)) {
        throw refuse(spoken, 'invalid_token', 'The access token provided is expired, revoked, or invalid')
      }
      const { token } = caller
      await checkKey(token, spoken, { ...credentials, accessToken })
      if (!guard.scopes.every((scope) => token.scopes.includes(scope))) {
        const scope = guard.scopes.join(' ')
        const message = `The request requires higher privileges than the access token provides: ${scope}`
        throw refuse(spoken, 'insufficient_scope', message, 403, scope)
      }
      return caller
    },
    async find(accessToken) {
      const caller = await callerOf(accessToken)
      // Whoever asks holds the token and could as well use it, unless it takes a key to use it.
      return caller !== undefined &&
        isForUs(caller.token, { audience: 'any' }) &&
        caller.token.jkt === undefined
        ? caller
        : undefined
    },
    async get(accessToken) {
      const caller = await callerOf(accessToken)
      if (caller === undefined) throw new DomainError('invalid', 'invalid_grant', 'The session has ended')
      return caller
    },
  }
}
