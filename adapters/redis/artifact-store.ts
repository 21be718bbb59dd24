/**
 * ArtifactStore in Redis: one key for each record, so that a record may lie on any master of a Cluster, and one script
 * for each operation that looks before it writes.
 *
 * A version is 53 random bits and not a count: a count would start anew when a record is removed and created again,
 * and a `replace` made for the record of before would hit the one of now.
 */
import { randomBytes } from 'node:crypto'
import type {
  Artifact,
  ArtifactKey,
  ArtifactStore,
  NewArtifact,
  OwnedArtifact,
} from '../../src/oidc/artifact-store.ts'
import { artifactJson } from '../artifact-json.ts'
import type { Call } from './calls.ts'
import { accepted } from './errors.ts'
import { createRunScript, type Values } from './run-script.ts'
import { CONSUME, CREATE, FIELDS, NOTE_OWNED, REPLACE, SAVE, type Script } from './scripts.ts'
import type { Servers } from './servers.ts'

/** @param prefix of all keys; without braces, by which a key would choose its place in a Cluster */
export function createArtifactStore(servers: Servers, call: Call, prefix: string): ArtifactStore {
  const runScript = createRunScript(servers, call)

  async function run(script: Script, name: string, values: Values): Promise<boolean> {
    return (await runScript(script, name, values)) === 1
  }

  /** At the same time as the record itself: the list may name what is not there, and then it is passed over. */
  async function write(script: Script, key: ArtifactKey, artifact: NewArtifact, values: Values) {
    const name = keyName(prefix, key)
    const written = run(script, name, values)
    if (artifact.owner === undefined) return written
    const list = ownerListName(prefix, key.kind, artifact.owner)
    const [done] = await Promise.all([
      written,
      run(NOTE_OWNED, list, [JSON.stringify(key.id), artifact.expiresAt]),
    ])
    return done
  }

  async function findMany(names: string[]): Promise<(Artifact | undefined)[]> {
    if (names.length === 0) return []
    return call(async (deadline) => {
      const replies = await servers.read(
        names.map((key) => ({ key, command: ['HMGET', key, ...FIELDS] })),
        deadline,
      )
      return replies.map((reply) => toArtifact(accepted(reply) as (string | null)[]))
    })
  }

  return {
    async save(key, artifact) {
      await write(SAVE, key, artifact, valuesOf(artifact))
    },

    async create(key, artifact) {
      return write(CREATE, key, artifact, valuesOf(artifact))
    },

    async replace(key, version, artifact) {
      return write(REPLACE, key, artifact, [...valuesOf(artifact), version])
    },

    async findByOwner(kind, owner) {
      const list = ownerListName(prefix, kind, owner)
      const listed = await call(async (deadline) => {
        const [reply] = await servers.read([{ key: list, command: ['ZRANGE', list, 0, -1] }], deadline)
        return accepted(reply) as string[]
      })
      const ids = listed.map((id): string => JSON.parse(id))
      const found = await findMany(ids.map((id) => keyName(prefix, { kind, id })))
      return ids.flatMap((id, index): OwnedArtifact[] => {
        const artifact = found[index]
        return artifact === undefined ? [] : [{ ...artifact, id }]
      })
    },

    findMany: (keys) => findMany(keys.map((key) => keyName(prefix, key))),

    async consume(key) {
      return run(CONSUME, keyName(prefix, key), [newVersion()])
    },

    async remove(key) {
      const name = keyName(prefix, key)
      await call(async (deadline) => accepted((await servers.write(name, [['DEL', name]], deadline))[0]))
    },

    async removeExpired() {
      return 0
    },
  }
}

/**
 * The key of a record. Kind and id may hold anything: both are percent-encoded, so that a colon parts them, and there
 * is no brace, by which a Cluster would take a part of the key for the whole when it chooses the slot. A lone
 * surrogate cannot be encoded so; an id with one is kept as its UTF-16, behind a `%!` that no encoding begins with.
 */
export function keyName(prefix: string, { kind, id }: { kind: string; id: string }): string {
  return `${prefix}:${encode(kind)}:${encode(id)}`
}

/** Of the list of what is somebody's; no record's name has as many colons. */
function ownerListName(prefix: string, kind: string, owner: string): string {
  return `${prefix}:of:${encode(kind)}:${encode(owner)}`
}

function encode(text: string): string {
  return text.isWellFormed() ? encodeURIComponent(text) : `%!${Buffer.from(text, 'utf16le').toString('hex')}`
}

/** In the order of SAVE's arguments. */
function valuesOf({ payload, expiresAt }: NewArtifact): Values {
  return [artifactJson(payload), expiresAt, newVersion()]
}

function newVersion(): number {
  return Number(randomBytes(8).readBigUInt64BE() >> 11n)
}

function toArtifact([payload, expiresAt, version, consumedAt]: (string | null)[]): Artifact | undefined {
  if (payload == null || Number(expiresAt) <= Math.floor(Date.now() / 1000)) return undefined
  return {
    payload: JSON.parse(payload),
    expiresAt: Number(expiresAt),
    version: Number(version),
    consumedAt: consumedAt == null ? null : Number(consumedAt),
  }
}
