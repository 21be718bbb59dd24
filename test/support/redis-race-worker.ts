/**
 * A process of its own on a Redis, driven by messages: `{ url, prefix, task, key, version, times, startAt }` in, the
 * number of calls that won out. All that were given one `startAt` (milliseconds since the epoch) begin at that moment.
 */
import { openRedisStore } from '../../adapters/redis/index.ts'
import type { ArtifactKey } from '../../src/oidc/artifact-store.ts'

export interface RaceMessage {
  url: string
  prefix: string
  task: 'consume' | 'create' | 'replace' | 'countLimit'
  key: ArtifactKey
  /** For `replace`; for `countLimit` how many win. */
  version: number
  /** How many calls at once. */
  times: number
  startAt: number
}

const LATER = Math.floor(Date.now() / 1000) + 3600

process.on('message', async (message: RaceMessage) => {
  process.send?.(await race(message).catch((error: unknown) => String(error)))
})
process.on('disconnect', () => process.exit())

async function race({ url, prefix, task, key, version, times, startAt }: RaceMessage): Promise<number> {
  const { artifacts, limits, close } = await openRedisStore(url, prefix)
  try {
    while (Date.now() < startAt);
    const calls = Array.from({ length: times }, (_, n) => {
      const artifact = { payload: { n, process: process.pid }, expiresAt: LATER }
      if (task === 'countLimit') return limits.add(key.id, 1, 60).then(({ points }) => points <= version)
      if (task === 'consume') return artifacts.consume(key)
      return task === 'create' ? artifacts.create(key, artifact) : artifacts.replace(key, version, artifact)
    })
    return (await Promise.all(calls)).filter(Boolean).length
  } finally {
    await close()
  }
}
