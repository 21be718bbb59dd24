/**
 * The grant under which an authorization goes on: that of this browser session and client, filled from what the
 * person has allowed this client before, in any browser. What it lacks is what the person is asked for.
 */
import { errors, type KoaContextWithOIDC, type Provider } from 'oidc-provider'
import type { Allowed, Consents } from '#domain/consents'
import type { ResourceServers } from '#domain/resource-servers'
import type { Admission } from './admission.ts'
import { forEngine } from './engine-errors.ts'
import { GRANT_MARGIN_SECONDS } from './lifetimes.ts'
import { type Requested, requestedBy } from './requested.ts'
import type { ResourceClient } from './resources.ts'

export type EngineGrant = InstanceType<Provider['Grant']>
type EngineClient = ResourceClient & { clientId: string; first_party?: boolean }

export function createLoadGrant(deps: {
  admission: Admission
  consents: Consents
  resourceServers: ResourceServers
}) {
  return async (ctx: KoaContextWithOIDC): Promise<EngineGrant | undefined> => {
    const { oidc } = ctx
    const client = oidc.client as unknown as EngineClient
    const accountId = oidc.session?.accountId
    if (accountId === undefined) return undefined
    const requested = await requestedBy(oidc.params ?? {}, client, deps.resourceServers)
    const allowed = client.first_party
      ? requested
      : await forEngine(() => deps.consents.find(accountId, client.clientId))
    const grant = await existingGrant(ctx, client, accountId)
    if (allowed === undefined) return grant
    return grantWhatIsAllowed(ctx, deps.admission, grant, intersect(requested, allowed))
  }
}

async function existingGrant(ctx: KoaContextWithOIDC, client: EngineClient, accountId: string) {
  const { provider, result, session } = ctx.oidc
  const grantId = result?.consent?.grantId ?? session?.grantIdFor(client.clientId)
  const grant = grantId === undefined ? undefined : await provider.Grant.find(grantId)
  return grant?.accountId === accountId ? grant : undefined
}

async function grantWhatIsAllowed(
  ctx: KoaContextWithOIDC,
  admission: Admission,
  existing: EngineGrant | undefined,
  allowed: Allowed,
): Promise<EngineGrant> {
  const grant = existing ?? newGrant(ctx)
  const before = JSON.stringify([grant.openid, grant.resources])
  addToGrant(grant, allowed)
  const isEnding = grant.remainingTTL < GRANT_MARGIN_SECONDS
  // Without an end of its own, it is given all of its time again.
  if (isEnding) delete (grant as { exp?: number }).exp
  const isChanged = JSON.stringify([grant.openid, grant.resources]) !== before
  if (existing === undefined) await keepNew(ctx, admission, grant)
  else if (isChanged || isEnding) await grant.save()
  return grant
}

async function keepNew(
  { oidc }: KoaContextWithOIDC,
  admission: Admission,
  grant: EngineGrant,
): Promise<void> {
  const { result, session } = oidc
  // Of a sign-in the session is kept after the grant, and both are looked at then.
  if (result?.login !== undefined || session === undefined) await grant.save()
  else if (!(await forEngine(() => admission.keepGrant(grant, session.uid)))) {
    throw new errors.AccessDenied('the session has ended')
  }
}

function newGrant(ctx: KoaContextWithOIDC): EngineGrant {
  const { client, provider, session } = ctx.oidc
  const properties = { accountId: session?.accountId, clientId: client?.clientId, sessionUid: session?.uid }
  return new provider.Grant(properties as ConstructorParameters<Provider['Grant']>[0])
}

/** Adds to what the engine will let this authorization have. */
export function addToGrant(grant: EngineGrant, allowed: Allowed): void {
  if (allowed.scopes.length > 0) grant.addOIDCScope(allowed.scopes.join(' '))
  if (allowed.claims.length > 0) grant.addOIDCClaims(allowed.claims)
  for (const [resource, scopes] of Object.entries(allowed.resources)) {
    if (scopes.length > 0) grant.addResourceScope(resource, scopes.join(' '))
  }
}

function intersect(requested: Requested, allowed: Allowed): Requested {
  const both = (asked: string[], granted: string[] | undefined) =>
    asked.filter((value) => granted?.includes(value) === true)
  return {
    scopes: both(requested.scopes, allowed.scopes),
    claims: both(requested.claims, allowed.claims),
    resources: Object.fromEntries(
      Object.entries(requested.resources).map(([uri, scopes]) => [uri, both(scopes, allowed.resources[uri])]),
    ),
  }
}
