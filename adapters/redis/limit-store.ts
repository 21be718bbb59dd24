/** LimitStore in Redis: a number under one key each, which Redis forgets by itself. */
import type { LimitStore } from '../../src/domain/limits/limit-store.ts'
import { keyName } from './artifact-store.ts'
import type { Call } from './calls.ts'
import type { Command } from './connection.ts'
import { accepted } from './errors.ts'
import { createRunScript } from './run-script.ts'
import { ADD, COUNT } from './scripts.ts'
import type { Servers } from './servers.ts'

/** @param prefix of all keys, as of the artifacts; no artifact is of the kind `limit` */
export function createLimitStore(servers: Servers, call: Call, prefix: string): LimitStore {
  const run = createRunScript(servers, call)
  const nameOf = (key: string): string => keyName(prefix, { kind: 'limit', id: key })

  async function write(key: string, command: Command): Promise<void> {
    await call(async (deadline) => accepted((await servers.write(key, [command], deadline))[0]))
  }

  return {
    async add(key, points, windowSeconds) {
      return toCount(await run(ADD, nameOf(key), [points, windowSeconds * 1000]))
    },

    async find(key) {
      const found = toCount(await run(COUNT, nameOf(key), []))
      return found.resetsAt > Date.now() ? found : undefined
    },

    async setEnd(key, resetsAt) {
      await write(nameOf(key), ['PEXPIREAT', nameOf(key), resetsAt])
    },

    async remove(key) {
      await write(nameOf(key), ['DEL', nameOf(key)])
    },

    async removeExpired() {
      return 0
    },
  }
}

/** @param reply the number, and the milliseconds for which it is kept, by the server's clock */
function toCount(reply: unknown): { points: number; resetsAt: number } {
  const [points, ttl] = reply as [number | string, number]
  return { points: Number(points), resetsAt: Date.now() + ttl }
}
