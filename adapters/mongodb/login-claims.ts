/**
 * Who makes an account holds a claim on its logins (e-mail address, user name) meanwhile, one document each. Claims
 * are decided on `_id`, so that of parallel callers one at a time comes to the unique indexes of `accounts`. Those
 * have the last word: without claims nothing would be wrong, but on DocumentDB parallel inserts into a unique index
 * deadlock, and each deadlock takes its `deadlock_timeout` to be noticed (11 callers: 4 s, at its default of 1 s).
 *
 * So a claim needs no clock that nodes agree on, and no proof that its holder is dead: whoever has watched one holder
 * for PATIENCE_MS takes the claim from it, since it has most likely crashed. If it was only slow, the index decides.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from './database.ts'
import { isUnavailable, unavailable } from './errors.ts'

export interface LoginClaims {
  /**
   * Runs `work` while it holds the claims.
   * @param keys of the logins, as `recordKey` makes them
   * @param refuseTaken throws if an account has one of the logins by now; asked while others hold a claim
   */
  hold<Result>(keys: string[], refuseTaken: () => Promise<void>, work: () => Promise<Result>): Promise<Result>
}

/** Milliseconds. Making an account takes a few. */
const PATIENCE_MS = 1000

/** Milliseconds between two looks at a claim that another holds: half as much, or up to half as much again. */
const LOOK_MS = 20

/** Milliseconds after which a login for which claim follows claim, and never an account, counts as overrun. */
const GIVE_UP_MS = 5000

/** Who is in the way, and since when this caller has known it, in milliseconds of its own clock. */
interface Watched {
  holder: string
  since: number
}

export function createLoginClaims(database: Database): LoginClaims {
  const claims = database.collection('loginClaims')

  async function claim(
    key: string,
    holder: string,
    watched: Watched,
    refuseTaken: () => Promise<void>,
  ): Promise<void> {
    const begin = performance.now()
    for (;;) {
      const claimed = { _id: key, holder, claimedAt: new Date() }
      if ((await database.insert('loginClaims', claimed)) === undefined) return
      await refuseTaken()
      const other = (await database.ask(() => claims.findOne({ _id: key })))?.holder
      if (other === undefined) continue
      const now = performance.now()
      if (other !== watched.holder) Object.assign(watched, { holder: other, since: now })
      if (now - watched.since >= PATIENCE_MS && (await takeOver(key, other, holder))) return
      if (now - begin >= GIVE_UP_MS) throw unavailable(new Error('Others keep claiming this login'))
      await sleep(LOOK_MS * (0.5 + Math.random()))
    }
  }

  async function takeOver(key: string, from: string, holder: string): Promise<boolean> {
    const change = { $set: { holder, claimedAt: new Date() } }
    const done = await database.ask(() => claims.updateOne({ _id: key, holder: from }, change))
    return done.matchedCount === 1
  }

  /** Whatever happens here changes nothing about the account; a claim that stays is taken over, or deleted in an hour. */
  async function release(keys: string[], holder: string): Promise<void> {
    await database.ask(() => claims.deleteMany({ _id: { $in: keys }, holder })).catch(() => undefined)
  }

  return {
    async hold(keys, refuseTaken, work) {
      const holder = randomUUID()
      const watched: Watched = { holder: '', since: 0 }
      let isServerAway = false
      try {
        // In one order for all, so that no two wait for each other.
        for (const key of keys.toSorted()) await claim(key, holder, watched, refuseTaken)
        return await work()
      } catch (error) {
        isServerAway = isUnavailable(error)
        throw error
      } finally {
        // A server that is away is not waited for once more.
        if (!isServerAway) await release(keys, holder)
      }
    },
  }
}
