/**
 * Tokens for a person who has signed in at one of the JSON APIs, which name no client and send nobody to a page: a
 * session of its own, a grant in it, an access token for the account API and a refresh token, all made by the engine's
 * own models, so that they are listed, checked, refreshed and ended like every other.
 */
import type { Provider } from 'oidc-provider'
import { API_CLIENT_ID } from '#domain/clients'
import type { Origin } from '#domain/events'
import { ACCOUNT_API_SCOPES, type ResourceServer } from '#domain/resource-servers'
import { nowSeconds } from '#lib/clock'
import type { Proven } from './admission.ts'
import { REFRESH_TOKEN_SECONDS } from './lifetimes.ts'
import { resourceServerInfo } from './resources.ts'
import type { Sessions } from './sessions.ts'

export interface SignedInByApi extends Proven {
  acr: string
  amr: string[]
}

export interface IssuedTokens {
  /** A JWT for the account API. */
  accessToken: string
  /** Seconds. */
  expiresIn: number
  /** Ends with its session. */
  refreshToken: string
  /** Space-separated. */
  scope: string
  sessionId: string
}

type Construct<Model> = new (properties: Record<string, unknown>) => Model

const SCOPE = ACCOUNT_API_SCOPES.join(' ')

/** @throws DomainError `unavailable` */
export async function issueTokens(
  deps: { provider: Provider; sessions: Sessions; accountApi: ResourceServer },
  signedIn: SignedInByApi,
  origin: Origin,
): Promise<IssuedTokens> {
  const { provider, accountApi } = deps
  const { accountId, acr, amr } = signedIn
  const client = await provider.Client.find(API_CLIENT_ID)
  const session = new provider.Session()
  const grant = new (provider.Grant as unknown as Construct<InstanceType<Provider['Grant']>>)({
    accountId,
    clientId: API_CLIENT_ID,
    sessionUid: session.uid,
  })
  grant.addResourceScope(accountApi.uri, SCOPE)
  const grantId = await grant.save()
  const sid = await keepSession(deps.sessions, session, { ...signedIn, grantId, origin })

  const shared = {
    accountId,
    client,
    grantId,
    gty: 'api',
    expiresWithSession: true,
    scope: SCOPE,
    sessionUid: session.uid,
    sid,
  }
  const AccessToken = provider.AccessToken as unknown as Construct<InstanceType<Provider['AccessToken']>>
  const access = new AccessToken({
    ...shared,
    resourceServer: new provider.ResourceServer(accountApi.uri, resourceServerInfo(accountApi)),
  })
  const RefreshToken = provider.RefreshToken as unknown as Construct<InstanceType<Provider['RefreshToken']>>
  const refresh = new RefreshToken({
    ...shared,
    acr,
    amr,
    authTime: nowSeconds(),
    resource: accountApi.uri,
    rotations: 0,
  })
  const [accessToken, refreshToken] = await Promise.all([access.save(), refresh.save()])
  return {
    accessToken,
    expiresIn: accountApi.accessTokenTtlSeconds,
    refreshToken,
    scope: SCOPE,
    sessionId: session.uid,
  }
}

/** As the engine would keep it after a sign-in page, but for as long as the refresh token may live. @returns the sid */
async function keepSession(
  sessions: Sessions,
  session: InstanceType<Provider['Session']>,
  { accountId, acr, amr, grantId, origin }: SignedInByApi & { grantId: string; origin: Origin },
): Promise<string> {
  session.loginAccount({ accountId, acr, amr })
  session.ensureClientContainer(API_CLIENT_ID)
  session.grantIdFor(API_CLIENT_ID, grantId)
  const sid = session.sidFor(API_CLIENT_ID)
  const expiresAt = nowSeconds() + REFRESH_TOKEN_SECONDS
  Object.assign(session, { exp: expiresAt })
  const models = session as unknown as {
    getValueAndPayload(): Promise<{ payload: Record<string, unknown> }>
  }
  const { payload } = await models.getValueAndPayload()
  await sessions.save({
    uid: session.uid,
    secret: session.jti,
    payload: { ...payload },
    expiresAt,
    stored: false,
    origin,
  })
  return String(sid)
}
