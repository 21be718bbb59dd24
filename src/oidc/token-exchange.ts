/**
 * Token exchange (RFC 8693) at the token endpoint: a token for another audience, never for more scope, never for longer,
 * and never across tenants. For a tenant's client it is also the standard form of what the tenant API does.
 */
import { errors, type KoaContextWithOIDC, type Provider } from 'oidc-provider'
import { TOKEN_EXCHANGE } from '#domain/clients'
import { DomainError } from '#domain/errors'
import type { ResourceServers } from '#domain/resource-servers'
import type { Place, Plane, Tenants } from '#domain/tenants'
import { nowSeconds } from '#lib/clock'
import {
  accountIn,
  addClaims,
  audienceOf,
  type ExchangedFor,
  issueApplicationToken,
} from './application-tokens.ts'
import type { JsonObject } from './artifact-store.ts'
import { forEngine } from './engine-errors.ts'
import { grantTools } from './engine-seams.ts'
import { ACCESS_TOKEN_TYPE, type Party, type PartyDependencies, partyOf } from './exchanged-tokens.ts'
import { createGetResourceServerInfo } from './resources.ts'
import type { TokenCaller } from './token-policies.ts'

const PARAMETERS = [
  ...['subject_token', 'subject_token_type', 'actor_token', 'actor_token_type'],
  ...['requested_token_type', 'resource', 'audience', 'scope'],
]

interface Exchange {
  ctx: KoaContextWithOIDC
  provider: Provider
  subject: Party
  source: ExchangedFor
  /** Scope values that are asked for; undefined means all that may be had. */
  asked: string[] | undefined
}

interface Exchanged {
  accessToken: string
  expiresIn: number
  tokenType: string
  scope: string
}

export interface ExchangeDependencies extends PartyDependencies {
  tenants: Tenants
  resourceServers: ResourceServers
}

export function registerTokenExchange(provider: Provider, deps: ExchangeDependencies): void {
  const exchange = createExchange(provider, deps)
  provider.registerGrantType(
    TOKEN_EXCHANGE,
    async (ctx) => {
      const { accessToken, expiresIn, tokenType, scope } = await exchange(ctx)
      ctx.body = {
        access_token: accessToken,
        issued_token_type: ACCESS_TOKEN_TYPE,
        token_type: tokenType,
        expires_in: expiresIn,
        ...(scope === '' ? {} : { scope }),
      }
    },
    PARAMETERS,
    ['resource', 'audience'],
  )
}

function createExchange(provider: Provider, deps: ExchangeDependencies) {
  const resourceServerInfo = createGetResourceServerInfo(deps.resourceServers)

  return async (ctx: KoaContextWithOIDC): Promise<Exchanged> => {
    const params = (ctx.oidc.params ?? {}) as JsonObject
    const client = ctx.oidc.client as unknown as TokenCaller
    checkRequest(params)
    const proof = await grantTools.validateDpop(provider, ctx)
    grantTools.checkDpopRequired(provider, ctx, proof)
    const place = await forEngine(() => placeOf(deps.tenants, client))
    const subject = await forEngine(() => partyOf(deps, tokenIn(params, 'subject_token'), client, place))
    checkProof('subject_token', subject, proof?.thumbprint)
    const actor =
      params.actor_token === undefined
        ? undefined
        : await forEngine(() => partyOf(deps, tokenIn(params, 'actor_token'), client, place))
    if (actor !== undefined) {
      checkProof('actor_token', actor, proof?.thumbprint)
      checkMayAct(actor, subject)
    }
    if (proof !== undefined) await grantTools.checkDpopReplay(provider, ctx, proof, client.clientId)
    const { grantId, offline, expiresAt } = subject
    const act = actor === undefined ? subject.act : actedBy(actor, subject)
    const source: ExchangedFor = { expiresAt, offline, act, grantId, jkt: proof?.thumbprint }
    const asked = params.scope === undefined ? undefined : [...new Set(String(params.scope).split(' '))]
    const exchange = { ctx, provider, subject, source, asked }
    const target = targetIn(params)
    const plane = planeOf(deps.issuer, place, target)
    if (place !== undefined && plane !== undefined) return forTenant(deps, exchange, place, plane)
    if (target === undefined) throw new errors.InvalidTarget('resource or audience is needed')
    return forResource(exchange, target, await resourceServerInfo(ctx, target, client))
  }
}

function checkRequest(params: JsonObject): void {
  for (const name of ['subject_token', 'subject_token_type']) {
    if (params[name] === undefined) throw new errors.InvalidRequest(`${name} is missing`)
  }
  if ((params.actor_token === undefined) !== (params.actor_token_type === undefined)) {
    throw new errors.InvalidRequest('actor_token and actor_token_type go together')
  }
  const wanted = params.requested_token_type ?? ACCESS_TOKEN_TYPE
  if (wanted !== ACCESS_TOKEN_TYPE && wanted !== 'urn:ietf:params:oauth:token-type:jwt') {
    throw new errors.InvalidRequest('requested_token_type is not supported')
  }
}

function tokenIn(params: JsonObject, role: 'subject_token' | 'actor_token') {
  return { role, token: String(params[role]), type: String(params[`${role}_type`]) }
}

async function placeOf(tenants: Tenants, client: TokenCaller): Promise<Place | undefined> {
  if (client.tenant_id === undefined) return undefined
  return tenants.grants.placeOf(client.clientId)
}

/** A stolen token that is bound to a key must not become one that is not. */
function checkProof(role: string, { boundTo }: Party, thumbprint: string | undefined): void {
  if (boundTo?.isCaller && boundTo.jkt !== thumbprint) {
    throw new errors.InvalidRequest(`${role} is bound to a key that the request does not prove`)
  }
}

/** RFC 8693 §4.4 */
function checkMayAct(actor: Party, { mayAct }: Party): void {
  if (mayAct === undefined) return
  if (mayAct.subject !== actor.subject || mayAct.issuer !== actor.issuer) {
    throw new errors.InvalidRequest('subject_token lets another act than the actor_token speaks for')
  }
}

/** Who may act one for another: a token that names more of them has gone round in a circle. */
const MOST_ACTORS = 8

/** The actor, and behind it whoever acted before (RFC 8693 §4.1). */
function actedBy({ subject: sub, act: before }: Party, subject: Party): JsonObject {
  const earlier = before ?? subject.act
  if (actorsIn(earlier) >= MOST_ACTORS) {
    throw new errors.InvalidRequest(`no more than ${MOST_ACTORS} can act one for another`)
  }
  return earlier === undefined ? { sub } : { sub, act: earlier }
}

function actorsIn(act: JsonObject | undefined): number {
  return act === undefined ? 0 : 1 + actorsIn(act.act as JsonObject | undefined)
}

function targetIn(params: JsonObject): string | undefined {
  const targets = new Set([params.resource ?? [], params.audience ?? []].flat().map(String))
  if (targets.size > 1) throw new errors.InvalidTarget('only one resource or audience can be asked for')
  return [...targets][0]
}

/** The tenant's own API, unless another is named; undefined for a resource server. */
function planeOf(issuer: string, place: Place | undefined, target: string | undefined): Plane | undefined {
  if (place === undefined) return undefined
  const planes: Plane[] = ['user', 'admin']
  return planes.find(
    (plane) =>
      (target ?? audienceOf(issuer, 'user', place.tenant.id)) === audienceOf(issuer, plane, place.tenant.id),
  )
}

async function forTenant(
  deps: ExchangeDependencies,
  { ctx, provider, subject, source, asked }: Exchange,
  place: Place,
  plane: Plane,
): Promise<Exchanged> {
  const { who } = subject
  if (who === undefined) throw new errors.InvalidRequest('subject_token speaks for no person')
  const grant = await forEngine(() => deps.tenants.grants.grant(place, who, plane, async () => true)).catch(
    (error: unknown) => {
      if (!(error instanceof DomainError) || error.kind !== 'unauthenticated') throw error
      throw new errors.InvalidRequest('subject_token speaks for nobody who may have this token')
    },
  )
  const scopes = narrowed(asked, [grant.authorization.scopes, subject.scopes])
  const limited = { ...grant, authorization: { ...grant.authorization, scopes } }
  const issued = await forEngine(() => issueApplicationToken({ ...deps, provider }, limited, plane, source))
  tell(ctx, issued.token, accountIn(grant))
  return { ...issued, scope: scopes.join(' ') }
}

async function forResource(
  { ctx, provider, subject, source, asked }: Exchange,
  target: string,
  info: Awaited<ReturnType<ReturnType<typeof createGetResourceServerInfo>>>,
): Promise<Exchanged> {
  if (subject.scopes === undefined) throw new errors.InvalidTarget('an ID token is for the tenant API alone')
  const scope = narrowed(asked, [info.scope.split(' '), subject.scopes]).join(' ')
  const left = Math.max(1, source.expiresAt - nowSeconds())
  const expiresIn = Math.min(info.accessTokenTTL ?? left, left)
  const AccessToken = provider.AccessToken as unknown as new (
    properties: JsonObject,
  ) => InstanceType<Provider['AccessToken']>
  const token = new AccessToken({
    accountId: subject.subject,
    client: ctx.oidc.client,
    gty: 'token_exchange',
    expiresIn,
    expiresWithSession: source.grantId !== undefined && source.offline !== true,
    resourceServer: new provider.ResourceServer(target, info),
    ...(scope === '' ? {} : { scope }),
    ...(source.grantId === undefined ? {} : { grantId: source.grantId }),
  })
  if (source.jkt !== undefined) token.setThumbprint('jkt', source.jkt)
  addClaims(token, {
    ...(source.act === undefined ? {} : { act: source.act }),
    ...(subject.memberId === undefined ? {} : { member: subject.memberId }),
  })
  tell(ctx, token, subject.who === undefined || subject.memberId !== undefined ? undefined : subject.subject)
  const accessToken = await forEngine(() => token.save())
  return { accessToken, expiresIn, tokenType: token.tokenType, scope }
}

/** Puts down for the event of it what was issued, and about whom. */
function tell(ctx: KoaContextWithOIDC, token: object, accountId: string | undefined): void {
  ctx.oidc.entity('AccessToken', token as never)
  if (accountId !== undefined) ctx.oidc.entity('Account', { accountId } as never)
}

/** What all allow, and of that what is asked for. @throws InvalidScope for anything that is asked for beyond it */
function narrowed(asked: string[] | undefined, limits: (string[] | undefined)[]): string[] {
  const [first = [], ...others] = limits.filter((limit) => limit !== undefined)
  const most = first.filter((scope) => scope !== '' && others.every((limit) => limit.includes(scope)))
  const beyond = asked?.filter((scope) => scope !== '' && !most.includes(scope)) ?? []
  if (beyond.length > 0) {
    throw new errors.InvalidScope('requested scope exceeds that of the subject_token', beyond.join(' '))
  }
  return asked === undefined ? most : asked.filter((scope) => scope !== '')
}
