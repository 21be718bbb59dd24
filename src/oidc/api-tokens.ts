/** Tokens as the JSON APIs need them: issued after a sign-in there, told what they say, and ended with their session. */
import type { Provider } from 'oidc-provider'
import { API_CLIENT_ID } from '#domain/clients'
import { DomainError } from '#domain/errors'
import type { Origin } from '#domain/events'
import { accountApi } from '#domain/resource-servers'
import type { Sessions as PersonsSessions } from '#domain/sessions'
import type { AccessToken, AccessTokens, WhyDead } from './access-tokens.ts'
import type { Admission } from './admission.ts'
import type { Announcements } from './announcements.ts'
import type { ArtifactKeys } from './artifact-keys.ts'
import type { ArtifactStore } from './artifact-store.ts'
import { createProofCheck, type ProofRequest } from './dpop-proof.ts'
import { type IssuedTokens, issueTokens, type SignedInByApi } from './issue-tokens.ts'
import type { RefreshTokens } from './refresh-tokens.ts'
import type { Sessions } from './sessions.ts'

export interface EndedSession {
  accountId: string
  clientId: string
  /** Absent where the token was given for offline access, and only its grant has ended. */
  sessionId?: string
}

/** Every method throws DomainError `unavailable` when the store is away. */
export interface ApiTokens {
  /**
   * A session of its own, with an access token for the account API and a refresh token.
   * @throws DomainError `unauthenticated`, code `invalid_credentials`, for whoever was kept out since they were let in
   */
  issue(signedIn: SignedInByApi, origin: Origin): Promise<IssuedTokens>
  /** What an access token says, whichever face it was issued on; undefined for anything dead or not ours. */
  find(accessToken: string): Promise<AccessToken | undefined>
  /** Why an access token that `find` does not find is not good. */
  whyDead(accessToken: string): Promise<WhyDead>
  /** The session that a token belongs to, whether the token tells it or not; none for offline access. */
  sessionOf(token: AccessToken): Promise<string | undefined>
  /** Whether a key-bound token came with a proof that is good for this request, and for the first time. */
  checkProof(request: ProofRequest): Promise<boolean>
  /** The client that a refresh token was issued to; undefined for anything dead or not ours. */
  clientOf(refreshToken: string): Promise<string | undefined>
  /**
   * Ends what is behind an access or refresh token of a person: its session with all that is bound to it, and its
   * grant. Undefined where there is nothing to end.
   */
  endSession(token: string, origin?: Origin): Promise<EndedSession | undefined>
}

interface Behind {
  accountId: string
  clientId: string
  grantId: string
  sessionId: string | undefined
}

export function createApiTokens(deps: {
  issuer: string
  /** Of the engine that signs now. */
  engine(): { provider: Provider; accessTokens: AccessTokens }
  admission: Admission
  store: ArtifactStore
  announcements: Announcements
  keys: ArtifactKeys
  sessions: Sessions
  /** Which announces all that ends with a session. */
  personsSessions: Pick<PersonsSessions, 'end'>
  refreshTokens: RefreshTokens
}): ApiTokens {
  const { admission, announcements, engine, store, keys, personsSessions, refreshTokens, sessions } = deps
  const api = accountApi(deps.issuer)

  async function behind(token: string): Promise<Behind | undefined> {
    const refresh = await refreshTokens.find(token)
    if (refresh !== undefined) {
      const { accountId, clientId, grantId, sessionUid } = refresh as Record<string, string>
      return {
        accountId: String(accountId),
        clientId: String(clientId),
        grantId: String(grantId),
        sessionId: sessionUid,
      }
    }
    const access = await engine().accessTokens.find(token)
    if (access?.accountId === undefined || access.grantId === undefined) return undefined
    const { accountId, clientId, grantId, sessionId } = access
    return { accountId, clientId, grantId, sessionId }
  }

  async function sessionOfGrant(grantId: string): Promise<string | undefined> {
    const [grant] = await store.findMany([keys.plain('Grant', grantId)])
    const uid = grant?.payload.sessionUid
    return typeof uid === 'string' ? uid : undefined
  }

  async function endSession(token: string, origin?: Origin): Promise<EndedSession | undefined> {
    const found = await behind(token)
    if (found === undefined) return undefined
    const { accountId, clientId, grantId } = found
    const sessionId = found.sessionId ?? (await sessionOfGrant(grantId))
    await Promise.all([
      // Of its own accord, where it was given for offline access.
      announcements.revoked({ id: grantId, accountId, clientId }, 'logout', origin),
      sessionId === undefined ? undefined : personsSessions.end(accountId, sessionId, origin),
    ])
    await store.remove(keys.plain('Grant', grantId))
    return { accountId, clientId, ...(sessionId === undefined ? {} : { sessionId }) }
  }

  return {
    async issue(signedIn, origin) {
      const { accountId } = signedIn
      const issued = await issueTokens(
        { provider: engine().provider, sessions, accountApi: api },
        signedIn,
        origin,
      )
      // Of what came after all was ended nobody would ask again (find-account.ts).
      if (!(await admission.confirm(issued.sessionId, signedIn))) {
        throw new DomainError('unauthenticated', 'invalid_credentials', 'This account may not sign in')
      }
      const { scope } = issued
      await announcements.issued({ accountId, clientId: API_CLIENT_ID, scope }, 'api', origin)
      return issued
    },
    find: (accessToken) => engine().accessTokens.find(accessToken),
    whyDead: (accessToken) => engine().accessTokens.whyDead(accessToken),
    sessionOf: async ({ sessionId, grantId }) =>
      sessionId ?? (grantId === undefined ? undefined : sessionOfGrant(grantId)),
    checkProof: createProofCheck(store, keys),
    async clientOf(refreshToken) {
      const found = await refreshTokens.find(refreshToken)
      return found === undefined ? undefined : String(found.clientId)
    },
    endSession,
  }
}
