/**
 * Limits: how often something may be done, by address or by account, counted in one place for all nodes. Owns the
 * budgets and their counters; who is stopped by one, and how that is answered, is up to whoever asks.
 */
import type { LimitSettings } from '#config'
import { DomainError } from '#domain/errors'
import { networkOf } from '#lib/network-of'
import type { Secrets } from '#lib/secrets'
import type { LimitStore } from './limit-store.ts'
import { BUDGETS, type Budget, type BudgetName, type RefundedBudgetName } from './names.ts'
import { StoredRateLimiter } from './stored-rate-limiter.ts'

export type { Count, LimitStore } from './limit-store.ts'
export { BUDGETS, type BudgetName } from './names.ts'

/** What is left of a budget after something was taken from it. */
export interface Spent {
  limit: number
  remaining: number
  /** Milliseconds since the epoch at which the budget is whole again. */
  resetsAt: number
  /** How long that is from now; at least one. */
  retryAfterSeconds: number
  /** More was asked for than there is: refuse. */
  isExceeded: boolean
}

export interface Limits {
  /**
   * Takes one from the budget.
   * @param who an IP address (all of an IPv6 /64 is one) or, for a budget by account, what names the account
   * @returns undefined for a budget that is lifted, or where no address is known
   * @throws DomainError `unavailable` when the store is away
   */
  spend(budget: BudgetName, who: string | undefined): Promise<Spent | undefined>
  /**
   * Takes one from the budget, or refuses.
   * @throws DomainError `rate_limited`, code `rate_limited`, with `retryAfterSeconds`
   */
  charge(budget: BudgetName, who: string | undefined): Promise<void>
  /** Gives one back: what was charged beforehand turned out to be no failure. */
  refund(budget: RefundedBudgetName, who: string | undefined): Promise<void>
}

const PURPOSE = 'limits'

export function createLimits(deps: { store: LimitStore; secrets: Secrets; settings: LimitSettings }): Limits {
  const { store, secrets, settings } = deps
  const limiters = createLimiters(store, settings)

  function keyOf(name: BudgetName, who: string): string {
    const counted = BUDGETS[name].by === 'address' ? networkOf(who) : who
    return secrets.hash(PURPOSE, `${name} ${counted}`)
  }

  async function spend(name: BudgetName, who: string | undefined): Promise<Spent | undefined> {
    const limiter = limiters.get(name)
    if (limiter === undefined || who === undefined) return undefined
    const { remaining, msBeforeNext, isExceeded } = await limiter.take(keyOf(name, who))
    return {
      limit: limiter.points,
      remaining,
      resetsAt: Date.now() + msBeforeNext,
      retryAfterSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)),
      isExceeded,
    }
  }

  return {
    spend,
    async charge(name, who) {
      const spent = await spend(name, who)
      if (spent?.isExceeded !== true) return
      throw new DomainError('rate_limited', 'rate_limited', 'Too many attempts. Try again later.', {
        retryAfterSeconds: spent.retryAfterSeconds,
      })
    },
    async refund(name, who) {
      if (who !== undefined) await limiters.get(name)?.reward(keyOf(name, who))
    },
  }
}

/** @returns one for each budget that is not lifted */
function createLimiters(
  store: LimitStore,
  { requestsPerMinute }: LimitSettings,
): Map<BudgetName, StoredRateLimiter> {
  const limiters = new Map<BudgetName, StoredRateLimiter>()
  for (const [name, budget] of Object.entries(BUDGETS) as [BudgetName, Budget][]) {
    const { by, isRefunded = false, points, windowSeconds: duration } = budget
    if (by === 'address' && requestsPerMinute === null) continue
    const limiter = new StoredRateLimiter(store, {
      keyPrefix: name,
      points: name === 'requests' ? (requestsPerMinute ?? points) : points,
      duration,
      // Floods come from addresses. By account, a refusal from memory could be told from others by its time.
      remembers: by === 'address' && !isRefunded,
    })
    limiters.set(name, limiter)
  }
  return limiters
}
