/**
 * ArtifactStore in Redis: one key for each record, so that a record may lie on any master of a Cluster, and one script
 * for each operation that looks before it writes.
 *
 * A version is 53 random bits and not a count: a count would start anew when a record is removed and created again,
 * and a `replace` made for the record of before would hit the one of now.
 */
import { randomBytes } from 'node:crypto'
import type { Artifact, ArtifactKey, ArtifactStore, NewArtifact } from '../../src/oidc/artifact-store.ts'
import { artifactJson } from '../artifact-json.ts'
import type { Call } from './calls.ts'
import { refusalOf } from './errors.ts'
import { CONSUME, CREATE, FIELDS, REPLACE, SAVE, type Script } from './scripts.ts'
import type { Servers } from './servers.ts'

type Values = (string | number)[]

/** @param prefix of all keys; without braces, by which a key would choose its place in a Cluster */
export function createArtifactStore(servers: Servers, call: Call, prefix: string): ArtifactStore {
  /** Sends the script by name; a server that has forgotten it, or never had it, gets the text. */
  async function run(script: Script, key: ArtifactKey, values: Values): Promise<boolean> {
    const name = keyName(prefix, key)
    return call(async (deadline) => {
      let [reply] = await servers.write(name, [['EVALSHA', script.sha1, 1, name, ...values]], deadline)
      if (refusalOf(reply) === 'NOSCRIPT') {
        ;[reply] = await servers.write(name, [['EVAL', script.text, 1, name, ...values]], deadline)
      }
      return accepted(reply) === 1
    })
  }

  return {
    async save(key, artifact) {
      await run(SAVE, key, valuesOf(artifact))
    },

    async create(key, artifact) {
      return run(CREATE, key, valuesOf(artifact))
    },

    async replace(key, version, artifact) {
      return run(REPLACE, key, [...valuesOf(artifact), version])
    },

    async findMany(keys) {
      if (keys.length === 0) return []
      const names = keys.map((key) => keyName(prefix, key))
      const found = await call((deadline) =>
        servers.read(
          names.map((key) => ({ key, command: ['HMGET', key, ...FIELDS] })),
          deadline,
        ),
      )
      return found.map((reply) => toArtifact(accepted(reply) as (string | null)[]))
    },

    async consume(key) {
      return run(CONSUME, key, [newVersion()])
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
export function keyName(prefix: string, { kind, id }: ArtifactKey): string {
  return `${prefix}:${encode(kind)}:${encode(id)}`
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

/** @throws the refusal */
function accepted(reply: unknown): unknown {
  if (reply instanceof Error) throw reply
  return reply
}
