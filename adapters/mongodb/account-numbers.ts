/**
 * The numbers of accounts: a count that only goes up. A number that nobody got in the end stays a gap. Of two accounts
 * that are made at the same time the one with the lower number may appear last; whoever lists at that moment may miss
 * it, and sees it the next time.
 */
import type { Database } from './database.ts'

export interface AccountNumbers {
  next(): Promise<number>
  /** Goes on above the highest number of an account, wherever the count is, say after an older backup of it. */
  catchUp(): Promise<void>
}

const _id = 'accounts'

export function createAccountNumbers(database: Database): AccountNumbers {
  const counters = database.collection('counters')
  const accounts = database.collection('accounts')

  async function catchUp(): Promise<void> {
    const [last] = await database.ask(() =>
      accounts
        .find({ number: { $gt: 0 } }, { projection: { number: 1 } })
        .sort({ number: -1 })
        .limit(1)
        .toArray(),
    )
    const value = last?.number ?? 0
    if ((await database.insert('counters', { _id, value })) === undefined) return
    await database.ask(() => counters.updateOne({ _id }, { $max: { value } }))
  }

  return {
    catchUp,

    async next() {
      for (;;) {
        const counted = await database.ask(() =>
          counters.findOneAndUpdate({ _id }, { $inc: { value: 1 } }, { returnDocument: 'after' }),
        )
        if (counted !== null) return counted.value
        await catchUp()
      }
    },
  }
}
