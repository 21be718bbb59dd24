/** Whom the tokens of a token exchange speak for (RFC 8693 §2.1): what is shown, read as one of two kinds. */
import { errors } from 'oidc-provider'
import type { Accounts } from '#domain/accounts'
import type { Identity, Place, Who } from '#domain/tenants'
import type { AccessToken, AccessTokens } from './access-tokens.ts'
import type { JsonObject } from './artifact-store.ts'
import type { IdTokens } from './id-tokens.ts'
import { mayIntrospect, type TokenCaller } from './token-policies.ts'

const TYPE = 'urn:ietf:params:oauth:token-type:'
export const ACCESS_TOKEN_TYPE = `${TYPE}access_token`
/** A JWT is taken for an access token, which is what those that we issue are. */
const ACCESS_TOKEN_TYPES = [ACCESS_TOKEN_TYPE, `${TYPE}jwt`]
const ID_TOKEN_TYPE = `${TYPE}id_token`

/** What one of the two tokens tells. */
export interface Party {
  /** As `sub` and `act` name it. */
  subject: string
  /** As a tenant knows it; absent for a client that speaks for itself. */
  who?: Who
  /** Absent for an ID token, which lets nobody do anything. */
  scopes?: string[]
  /** Seconds since the epoch. */
  expiresAt: number
  /** As what issuer names it. */
  issuer: string
  /** Who alone may act for it, where it says so. */
  mayAct?: Identity
  /** Who is acting for it already. */
  act?: JsonObject
  memberId?: string
  /** What a token made from it ends with. */
  grantId?: string
  offline: boolean
  /** Of a key-bound token: its key, and whether the caller is who must have it. */
  boundTo?: { jkt: string; isCaller: boolean }
}

export interface PartyDependencies {
  issuer: string
  accessTokens: AccessTokens
  idTokens: IdTokens
  accounts: Accounts
}

/**
 * @param place where the caller stands, if it is a tenant's
 * @throws InvalidRequest for a token that is not good, or not the caller's to exchange (RFC 8693 §2.2.2)
 */
export async function partyOf(
  deps: PartyDependencies,
  shown: { role: 'subject_token' | 'actor_token'; token: string; type: string },
  caller: TokenCaller,
  place: Place | undefined,
): Promise<Party> {
  const { role, token, type } = shown
  if (ACCESS_TOKEN_TYPES.includes(type)) return (await fromAccessToken(deps, token, caller)) ?? refuse(role)
  if (type !== ID_TOKEN_TYPE) throw new errors.InvalidRequest(`${role}_type is not supported`)
  if (place === undefined)
    throw new errors.InvalidRequest(`an ID token is exchanged for a tenant's client alone`)
  const redeemed = await deps.idTokens.redeem(token, place, role)
  if (redeemed === undefined) refuse(role)
  const { identity, expiresAt, mayAct } = redeemed
  const { issuer, subject } = identity
  const limits = mayAct === undefined ? {} : { mayAct }
  return { subject, issuer, who: { identity }, expiresAt, offline: true, ...limits }
}

function refuse(role: string): never {
  throw new errors.InvalidRequest(`${role} is invalid, expired, used, or not for this client`)
}

/** Those of the caller, and those that are meant for it; never another tenant's, nor one of a tenant for one of none. */
async function fromAccessToken(
  { issuer, accessTokens, accounts }: PartyDependencies,
  token: string,
  caller: TokenCaller,
): Promise<Party | undefined> {
  const found = await accessTokens.find(token)
  if (found === undefined || found.tenantId !== caller.tenant_id) return undefined
  const ownApi = caller.tenant_id === undefined ? [] : [`${issuer}/tenants/${caller.tenant_id}`]
  const asking = { ...caller, resources: [...(caller.resources ?? []), ...ownApi] }
  if (!mayIntrospect(asking, found)) return undefined
  const { accountId, act, clientId, expiresAt, grantId, jkt, memberId, offline, scopes } = found
  const account = accountId === undefined ? undefined : await accounts.findById(accountId)
  const who = whoIn(found, { issuer, ...(account?.emailVerified ? { verifiedEmail: account.email } : {}) })
  return {
    subject: accountId ?? clientId,
    issuer,
    scopes,
    expiresAt,
    offline: offline === true,
    ...(who === undefined ? {} : { who }),
    ...(act === undefined ? {} : { act }),
    ...(memberId === undefined ? {} : { memberId }),
    ...(grantId === undefined ? {} : { grantId }),
    ...(jkt === undefined ? {} : { boundTo: { jkt, isCaller: clientId === caller.clientId } }),
  }
}

function whoIn(
  { accountId, memberId, memberEmail }: AccessToken,
  told: { issuer: string; verifiedEmail?: string },
): Who | undefined {
  if (memberId !== undefined && memberEmail !== undefined) return { memberId, email: memberEmail }
  return accountId === undefined ? undefined : { identity: { ...told, subject: accountId } }
}
