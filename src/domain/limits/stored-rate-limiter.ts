/** The library's limiter over our port: the library decides, the store counts, in one operation for each of its own. */
import { RateLimiterRes, type RateLimiterStoreAbstract } from 'rate-limiter-flexible'
// @ts-expect-error the package has types for it, but not beside the file, nor exports the class that they declare
import StoreAbstract from 'rate-limiter-flexible/lib/RateLimiterStoreAbstract.js'
import type { Count, LimitStore } from './limit-store.ts'

const LibraryLimiter: typeof RateLimiterStoreAbstract = StoreAbstract

/** The library searches all that it remembers at each addition past this, and has no bound of its own. */
export const MOST_REMEMBERED = 999

/** What is left of a limiter's points after one was taken. */
export interface Consumed {
  remaining: number
  /** Milliseconds until all of them are there again. */
  msBeforeNext: number
  isExceeded: boolean
}

export class StoredRateLimiter extends LibraryLimiter {
  readonly #store: LimitStore
  #remembered = 0

  /**
   * @param options whoever has taken all `points` is refused from memory until their window ends, where `remembers`;
   *   only for a limiter that nothing is given back to
   */
  constructor(
    store: LimitStore,
    options: { keyPrefix: string; points: number; duration: number; remembers: boolean },
  ) {
    const { remembers, ...others } = options
    super({ ...others, storeClient: store, inMemoryBlockOnConsumed: remembers ? options.points : 0 })
    this.#store = store
  }

  /** @throws DomainError `unavailable` */
  async take(key: string): Promise<Consumed> {
    try {
      const { remainingPoints, msBeforeNext } = await this.consume(key)
      return { remaining: remainingPoints, msBeforeNext, isExceeded: false }
    } catch (rejection) {
      if (!(rejection instanceof RateLimiterRes)) throw rejection
      return { remaining: 0, msBeforeNext: rejection.msBeforeNext, isExceeded: true }
    }
  }

  /** Called by the library to count. */
  _upsert(key: string, points: number, msDuration: number): Promise<Count> {
    return this.#store.add(key, points, msDuration / 1000)
  }

  /** Called by the library with what was counted, just before it remembers who has taken all. */
  _getRateLimiterRes(_key: string, _changed: number, { points, resetsAt }: Count): RateLimiterRes {
    if (points >= this.points) this.#makeRoom()
    return new RateLimiterRes(Math.max(0, this.points - points), resetsAt - Date.now(), points)
  }

  /** Who is forgotten is refused by the store once more, and remembered again. */
  #makeRoom(): void {
    if (this.#remembered === MOST_REMEMBERED) {
      this.deleteInMemoryBlockedAll()
      this.#remembered = 0
    }
    this.#remembered += 1
  }
}
