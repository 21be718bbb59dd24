/**
 * The engine's storage contract, one adapter per model, on top of the ArtifactStore. Tokens that descend from a grant
 * are never deleted one by one: they die with the grant, which every check of them looks up.
 */
import { type Adapter, type AdapterPayload, errors, Provider } from 'oidc-provider'
import type { Clients } from '#domain/clients'
import { nowSeconds } from '#lib/clock'
import type { AccessTokenSeal } from './access-token-seal.ts'
import type { Announcements } from './announcements.ts'
import type { ArtifactKeys } from './artifact-keys.ts'
import type { Artifact, ArtifactStore, JsonObject, NewArtifact } from './artifact-store.ts'
import { toEngineClient } from './clients.ts'
import type { DeviceCodes } from './device-codes.ts'
import { forEngine } from './engine-errors.ts'
import type { GrantRecords } from './grant-records.ts'
import type { InteractionRecords } from './interaction-records.ts'
import { INTERACTION_SECONDS } from './lifetimes.ts'
import { type Liveness, referenceIn } from './liveness.ts'
import { lookUp } from './look-up.ts'
import type { RefreshTokens } from './refresh-tokens.ts'
import { requestMemo } from './request-memo.ts'
import type { Sessions } from './sessions.ts'
import type { Subjects } from './subjects.ts'
import { type TenantClaimsOf, tenantMarkIn } from './tenant-marks.ts'
import { referenceInCode } from './token-names.ts'

export interface AdapterDependencies {
  store: ArtifactStore
  keys: ArtifactKeys
  seal: AccessTokenSeal
  liveness: Liveness
  sessions: Sessions
  refreshTokens: RefreshTokens
  announcements: Announcements
  deviceCodes: DeviceCodes
  interactions: InteractionRecords
  grants: GrantRecords
  clients: Pick<Clients, 'find'>
  subjects: Pick<Subjects, 'foresee'>
  tenantClaimsOf: TenantClaimsOf
}

/** A sign-in page and a consent page after it, each of which may take its full time. */
const INTERACTIONS_SECONDS = 2 * INTERACTION_SECONDS

/** What a model needs of a store; the rest of the contract is refused, since the engine never asks it of the model. */
type ModelAdapter = Partial<{
  find(id: string): Promise<JsonObject | undefined>
  findByUid(uid: string): Promise<JsonObject | undefined>
  findByUserCode(userCode: string): Promise<JsonObject | undefined>
  upsert(id: string, payload: JsonObject, expiresAt: number): Promise<void>
  consume(id: string): Promise<void>
  destroy(id: string): Promise<void>
}>

export function createAdapterFactory(deps: AdapterDependencies): (model: string) => Adapter {
  const models: Record<string, ModelAdapter> = {
    Client: clientAdapter(deps),
    Session: { find: deps.sessions.findByCookie, findByUid: deps.sessions.findByUid },
    Interaction: {
      find: deps.interactions.find,
      upsert: deps.interactions.save,
      destroy: deps.interactions.end,
    },
    Grant: grantAdapter(deps),
    AuthorizationCode: authorizationCodeAdapter(deps),
    DeviceCode: {
      find: deps.deviceCodes.find,
      findByUserCode: deps.deviceCodes.findByUserCode,
      upsert: deps.deviceCodes.save,
      consume: deps.deviceCodes.consume,
    },
    RefreshToken: {
      find: deps.refreshTokens.find,
      upsert: deps.refreshTokens.save,
      // The successor's save consumes: see refresh-tokens.ts.
      consume: async () => {},
      destroy: deps.refreshTokens.remove,
    },
    AccessToken: accessTokenAdapter(deps),
    ClientCredentials: clientCredentialsAdapter(deps),
    PushedAuthorizationRequest: pushedRequestAdapter(deps),
  }
  return (model) => asEngineAdapter(model, models[model] ?? {})
}

function asEngineAdapter(model: string, adapter: ModelAdapter): Adapter {
  function refuse(operation: string): never {
    throw new Error(`the engine asked to ${operation} a ${model}, which is not provided for`)
  }
  const read = async (find: ModelAdapter['find'], id: string) =>
    (await lookUp(model, async () => (find ?? refuse('find'))(id))) as AdapterPayload | undefined
  return {
    find: (id) => read(adapter.find, id),
    findByUid: (uid) => read(adapter.findByUid, uid),
    findByUserCode: (userCode) => read(adapter.findByUserCode, userCode),
    upsert: (id, payload, expiresIn = 0) =>
      forEngine(async () => (adapter.upsert ?? refuse('save'))(id, { ...payload }, nowSeconds() + expiresIn)),
    consume: (id) => forEngine(async () => (adapter.consume ?? refuse('consume'))(id)),
    destroy: (id) => forEngine(async () => (adapter.destroy ?? refuse('destroy'))(id)),
    revokeByGrantId: async () => {},
  }
}

function clientAdapter({ clients }: AdapterDependencies): ModelAdapter {
  return {
    async find(id) {
      const client = await clients.find(id)
      return client === undefined ? undefined : toEngineClient(client)
    },
  }
}

function grantAdapter(deps: AdapterDependencies): ModelAdapter {
  const { store, keys, liveness, announcements, tenantClaimsOf } = deps
  const { read } = deps.grants

  /** One that has been read and has ended since is not brought back. */
  async function change(id: string, grant: NewArtifact): Promise<void> {
    const key = keys.plain('Grant', id)
    for (let known = await read(id); known !== undefined; [known] = await store.findMany([key])) {
      if (await store.replace(key, known.version, grant)) return
    }
    throw new errors.InvalidGrant('the grant has ended')
  }

  /** A grant from before its tenant was suspended must not be filled anew after it. */
  async function isOfThisEpoch({ payload }: Artifact): Promise<boolean> {
    const tenant = tenantMarkIn(payload)
    return tenant === undefined || liveness.isAlive({ tenant, boundToSession: false })
  }

  return {
    async find(id) {
      const record = await read(id)
      if (record !== undefined && !(await isOfThisEpoch(record))) return undefined
      return record === undefined ? undefined : { ...record.payload, jti: id, isKept: true }
    },
    async upsert(id, { jti: _id, isKept, ...content }, expiresAt) {
      const payload: JsonObject = { ...content, ...(await tenantClaimsOf(String(content.clientId))) }
      const grant = { payload, expiresAt, owner: String(payload.accountId) }
      if (isKept === true) await change(id, grant)
      else await store.save(keys.plain('Grant', id), grant)
      requestMemo()?.grants.delete(id)
    },
    async destroy(id) {
      const record = await read(id)
      if (record === undefined) return
      const { accountId, clientId } = record.payload as Record<string, string>
      await announcements.revoked({ id, accountId, clientId })
      await store.remove(keys.plain('Grant', id))
      requestMemo()?.grants.delete(id)
    },
  }
}

function present(record: Artifact, id: string): JsonObject {
  return {
    ...record.payload,
    jti: id,
    ...(record.consumedAt === null ? {} : { consumed: record.consumedAt }),
  }
}

function authorizationCodeAdapter({ store, keys, liveness, subjects }: AdapterDependencies): ModelAdapter {
  const keyOf = (code: string) => keys.bearer('AuthorizationCode', code)
  return {
    async find(code) {
      const reference = referenceInCode(code)
      const record = reference && (await liveness.findAlive(keyOf(code), reference))
      subjects.foresee(record?.payload.accountId)
      return record && present(record, code)
    },
    upsert: (code, { jti: _code, ...payload }, expiresAt) => store.save(keyOf(code), { payload, expiresAt }),
    async consume(code) {
      if (!(await store.consume(keyOf(code))))
        throw new errors.InvalidGrant('authorization code already consumed')
    },
  }
}

/**
 * A pushed request is used up when the authorization that it began is answered, which may be long after it expired,
 * since people take their time. So the record outlives it, and an answer that finds none is refused.
 */
function pushedRequestAdapter({ store, keys }: AdapterDependencies): ModelAdapter {
  const keyOf = (id: string) => keys.bearer('PushedAuthorizationRequest', id)
  return {
    async find(id) {
      const [record] = await store.findMany([keyOf(id)])
      if (record === undefined)
        throw new errors.InvalidRequestUri('request_uri is invalid, expired, or was already used')
      return present(record, id)
    },
    upsert: (id, { jti: _id, ...payload }, expiresAt) =>
      store.save(keyOf(id), { payload, expiresAt: expiresAt + INTERACTIONS_SECONDS }),
    async consume(id) {
      if (!(await store.consume(keyOf(id)))) throw new errors.InvalidRequestUri('request_uri already used')
    },
  }
}

/** Sealed tokens: nothing is stored, everything is checked (access-token-seal.ts, liveness.ts). */
function accessTokenAdapter({ seal, liveness, subjects }: AdapterDependencies): ModelAdapter {
  return {
    async find(token) {
      const payload = seal.unseal(token)
      if (payload?.kind !== 'AccessToken' || Number(payload.exp) <= nowSeconds()) return undefined
      if (Provider.ctx?.oidc?.route === 'userinfo') subjects.foresee(payload.accountId)
      const reference = { ...referenceIn(payload), tokenId: String(payload.jti) }
      return (await liveness.isAlive(reference)) ? payload : undefined
    },
  }
}

function clientCredentialsAdapter({ seal, liveness, clients }: AdapterDependencies): ModelAdapter {
  return {
    async find(token) {
      const payload = seal.unseal(token)
      if (payload?.kind !== 'ClientCredentials' || Number(payload.exp) <= nowSeconds()) return undefined
      const [client, alive] = await Promise.all([
        clients.find(String(payload.clientId)),
        liveness.isAlive({
          tokenId: String(payload.jti),
          tenant: tenantMarkIn(payload.extra),
          boundToSession: false,
        }),
      ])
      return client !== undefined && alive ? payload : undefined
    },
  }
}
