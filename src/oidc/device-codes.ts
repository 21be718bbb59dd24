/**
 * Device codes (RFC 8628) as the engine sees them. Two records each: the code itself, under the keyed hash of what the
 * device holds, and a pointer to it under the keyed hash of what the person types, which is short and so the first to
 * be guessed at if it stood anywhere in clear.
 *
 * The engine finds a code by what was typed and saves it back by its id. That must not be the device's secret, which
 * nobody but the device has; it is the hash, marked so that it is accepted for that and never redeemed.
 */
import { errors, Provider } from 'oidc-provider'
import { newSecret } from '#lib/ids'
import type { ArtifactKeys } from './artifact-keys.ts'
import type { Artifact, ArtifactKey, ArtifactStore, JsonObject } from './artifact-store.ts'
import { type Liveness, referenceIn } from './liveness.ts'
import { requestMemo } from './request-memo.ts'

const PREFIX = 'dc_'
const REFERENCE = 'hash:'
/** In place of what was read, once a write has found it changed. */
const LOST: Artifact = { payload: {}, expiresAt: 0, version: 0, consumedAt: null }

export interface DeviceCodes {
  newCode(): string
  find(code: string): Promise<JsonObject | undefined>
  /** @param userCode in the form without dashes, in capitals */
  findByUserCode(userCode: string): Promise<JsonObject | undefined>
  save(code: string, payload: JsonObject, expiresAt: number): Promise<void>
  /** @throws InvalidGrant to all but one caller */
  consume(code: string): Promise<void>
}

export function createDeviceCodes(deps: {
  store: ArtifactStore
  keys: ArtifactKeys
  liveness: Liveness
}): DeviceCodes {
  const { store, keys, liveness } = deps

  function keyOf(code: string): ArtifactKey {
    if (!code.startsWith(REFERENCE)) return keys.bearer('DeviceCode', code)
    return { kind: 'DeviceCode', id: code.slice(REFERENCE.length) }
  }

  async function read(code: string): Promise<JsonObject | undefined> {
    const key = keyOf(code)
    const [record] = await store.findMany([key])
    if (record === undefined) return undefined
    requestMemo()?.deviceCodes.set(key.id, record)
    if (record.payload.accountId !== undefined && !(await liveness.isAlive(referenceIn(record.payload))))
      return undefined
    return {
      ...record.payload,
      jti: code,
      ...(record.consumedAt === null ? {} : { consumed: record.consumedAt }),
    }
  }

  async function create(code: string, payload: JsonObject, expiresAt: number): Promise<void> {
    const key = keyOf(code)
    const pointer = keys.bearer('UserCode', String(payload.userCode))
    // Of two devices with one user code a person could not choose; the second one asks again.
    if (!(await store.create(pointer, { payload: { of: key.id }, expiresAt }))) {
      throw new errors.TemporarilyUnavailable('no device code is free at the moment')
    }
    await store.save(key, { payload: withoutUserCode(payload), expiresAt })
  }

  /** What another browser has done with the code in the meantime stands, whatever the engine saves after hearing so. */
  async function change(known: Artifact, code: string, payload: JsonObject): Promise<void> {
    const key = keyOf(code)
    const artifact = { payload: withoutUserCode(payload), expiresAt: known.expiresAt }
    if (!(await store.replace(key, known.version, artifact))) {
      requestMemo()?.deviceCodes.set(key.id, LOST)
      throw new errors.AccessDenied('the code has been used in another browser')
    }
    requestMemo()?.deviceCodes.delete(key.id)
  }

  return {
    newCode: () => newSecret(PREFIX),
    async find(code) {
      const isRedeemed = Provider.ctx?.oidc?.route === 'token'
      return isRedeemed && !code.startsWith(PREFIX) ? undefined : read(code)
    },
    async findByUserCode(userCode) {
      const [pointer] = await store.findMany([keys.bearer('UserCode', userCode)])
      if (pointer === undefined) return undefined
      const found = await read(REFERENCE + String(pointer.payload.of))
      return found && { ...found, userCode }
    },
    async save(code, payload, expiresAt) {
      const known = requestMemo()?.deviceCodes.get(keyOf(code).id) ?? (await store.findMany([keyOf(code)]))[0]
      if (known === LOST) return
      if (known !== undefined) await change(known, code, payload)
      else if (code.startsWith(PREFIX)) await create(code, payload, expiresAt)
    },
    async consume(code) {
      if (!(await store.consume(keyOf(code)))) throw new errors.InvalidGrant('device code already used')
    },
  }
}

function withoutUserCode({ jti: _code, userCode: _typed, ...rest }: JsonObject): JsonObject {
  return rest
}
