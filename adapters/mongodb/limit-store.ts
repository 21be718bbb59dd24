/** LimitStore in MongoDB: collection `limits`. */
import type { Count, LimitStore } from '../../src/domain/limits/limit-store.ts'
import type { LimitDocument } from './collections.ts'
import type { Database } from './database.ts'
import { createTurns } from './in-turn.ts'

export function createLimitStore(database: Database): LimitStore {
  const limits = database.collection('limits')
  const turns = createTurns()

  return {
    add(key, points, windowSeconds) {
      // Callers of one process take turns: on a document that many change at once a server makes them all try again.
      return turns.take(key, async () => {
        for (;;) {
          const now = new Date()
          const running = await database.ask(() =>
            limits.findOneAndUpdate(
              { _id: key, resetsAt: { $gt: now } },
              { $inc: { points } },
              { returnDocument: 'after' },
            ),
          )
          if (running !== null) return toCount(running)
          // One that is over makes room; of those who then begin a new one, one does.
          await database.ask(() => limits.deleteOne({ _id: key, resetsAt: { $lte: now } }))
          const begun = { _id: key, points, resetsAt: new Date(now.getTime() + windowSeconds * 1000) }
          if ((await database.insert('limits', begun)) === undefined) return toCount(begun)
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
