/** LimitStore in MongoDB: collection `limits`. */
import type { Count, LimitStore } from '../../src/domain/limits/limit-store.ts'
import type { LimitDocument } from './collections.ts'
import type { Database } from './database.ts'
import { createTurns } from './in-turn.ts'

export function createLimitStore(database: Database): LimitStore {
  const limits = database.collection('limits')
  const turns = createTurns()

  /** In one command. @returns null where somebody else began the counter at the same moment */
  async function addTo(key: string, points: number, windowSeconds: number): Promise<LimitDocument | null> {
    const now = new Date()
    const isRunning = { $gt: ['$resetsAt', now] }
    const added = {
      points: { $cond: [isRunning, { $add: ['$points', points] }, points] },
      resetsAt: { $cond: [isRunning, '$resetsAt', new Date(now.getTime() + windowSeconds * 1000)] },
    }
    const options = { upsert: true, returnDocument: 'after' } as const
    const found: (LimitDocument | null)[] = []
    await database.violation(async () => {
      found.push(await limits.findOneAndUpdate({ _id: key }, [{ $set: added }], options))
    })
    return found[0] ?? null
  }

  return {
    add(key, points, windowSeconds) {
      // Callers of one process take turns: on a document that many change at once a server makes them all try again.
      return turns.take(key, async () => {
        for (;;) {
          const counted = await addTo(key, points, windowSeconds)
          if (counted !== null) return toCount(counted)
        }
      })
    },

    async find(key) {
      const found = await database.ask(() => limits.findOne({ _id: key, resetsAt: { $gt: new Date() } }))
      return found === null ? undefined : toCount(found)
    },

    async setEnd(key, resetsAt) {
      await database.ask(() =>
        limits.updateOne(
          { _id: key, resetsAt: { $gt: new Date() } },
          { $set: { resetsAt: new Date(resetsAt) } },
        ),
      )
    },

    async remove(key) {
      await database.ask(() => limits.deleteOne({ _id: key }))
    },

    async removeExpired() {
      return 0
    },
  }
}

function toCount({ points, resetsAt }: LimitDocument): Count {
  return { points, resetsAt: resetsAt.getTime() }
}
