/**
 * Interactions (a sign-in or consent page in progress) as the engine sees them, and what remains of them afterwards:
 * the request that they came from is remembered for a day, so that the back button, a page left open too long or a
 * form sent twice lead back to where the person was going.
 */
import type { Secrets } from '#lib/secrets'
import type { ArtifactKeys } from './artifact-keys.ts'
import type { Artifact, ArtifactStore, JsonObject } from './artifact-store.ts'
import { INTERACTION_MEMORY_SECONDS } from './lifetimes.ts'
import { requestMemo } from './request-memo.ts'

const PURPOSE = 'interactions'
/** Stands in the stored `returnTo` for the uid, which is what a browser presents. */
const UID = '{uid}'

export interface InteractionRecords {
  find(uid: string): Promise<JsonObject | undefined>
  save(uid: string, payload: JsonObject, expiresAt: number): Promise<void>
  /** Ends it; only the request that it came from stays, for a while. */
  end(uid: string): Promise<void>
  /** The parameters of the authorization request that this interaction came from, also after it ended. */
  findRequest(uid: string): Promise<JsonObject | undefined>
}

export function createInteractionRecords(
  store: ArtifactStore,
  keys: ArtifactKeys,
  secrets: Secrets,
): InteractionRecords {
  const keyOf = (uid: string) => keys.bearer('Interaction', uid)

  async function read(uid: string): Promise<Artifact | undefined> {
    const [record] = await store.findMany([keyOf(uid)])
    if (record !== undefined) requestMemo()?.interactions.set(uid, record)
    return record
  }

  /** Without what would let a reader of the store act for the person: its own id, the session cookie and the pushed request. */
  function toStored(uid: string, payload: JsonObject): JsonObject {
    const { jti: _uid, parJti, returnTo, ...rest } = payload
    const { cookie: _cookie, ...session } = (payload.session ?? {}) as JsonObject
    return {
      ...rest,
      ...(typeof returnTo === 'string' ? { returnTo: returnTo.replaceAll(uid, UID) } : {}),
      ...(payload.session === undefined ? {} : { session }),
      ...(typeof parJti === 'string' ? { sealedParJti: secrets.encrypt(PURPOSE, parJti, uid) } : {}),
    }
  }

  function fromStored(uid: string, payload: JsonObject): JsonObject {
    const { sealedParJti, returnTo, ...rest } = payload
    return {
      ...rest,
      jti: uid,
      ...(typeof returnTo === 'string' ? { returnTo: returnTo.replaceAll(UID, uid) } : {}),
      ...(typeof sealedParJti === 'string' ? { parJti: secrets.decrypt(PURPOSE, sealedParJti, uid) } : {}),
    }
  }

  return {
    async find(uid) {
      const record = await read(uid)
      if (record === undefined || record.payload.ended === true) return undefined
      return fromStored(uid, record.payload)
    },
    save: (uid, payload, expiresAt) =>
      store.save(keyOf(uid), {
        payload: toStored(uid, payload),
        expiresAt: expiresAt + INTERACTION_MEMORY_SECONDS,
      }),
    async end(uid) {
      const record = requestMemo()?.interactions.get(uid) ?? (await read(uid))
      if (record === undefined) return
      const payload = { params: record.payload.params, ended: true }
      await store.save(keyOf(uid), { payload, expiresAt: record.expiresAt })
    },
    async findRequest(uid) {
      const record = await read(uid)
      return record?.payload.params as JsonObject | undefined
    },
  }
}
