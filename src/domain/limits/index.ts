/**
 * Limits: how often something may be done, by address or by account, counted in one place for all nodes. Owns the
 * budgets and their counters; who is stopped by one, and how that is answered, is up to whoever asks.
 */
import type { LimitSettings } from '#config'
import { DomainError } from '#domain/errors'
import { networkOf } from '#lib/network-of'
import type { Secrets } from '#lib/secrets'
import type { LimitStore } from './limit-store.ts'
import { BUDGETS, type Budget, type BudgetName } from './names.ts'

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
  refund(budget: BudgetName, who: string | undefined): Promise<void>
}

const PURPOSE = 'limits'

export function createLimits(deps: { store: LimitStore; secrets: Secrets; settings: LimitSettings }): Limits {
  const { store, secrets, settings } = deps

  function counterOf(name: BudgetName, who: string | undefined): { key: string; budget: Budget } | undefined {
    const budget = BUDGETS[name]
    if (who === undefined || (budget.by === 'address' && settings.requestsPerMinute === null))
      return undefined
    const counted = budget.by === 'address' ? networkOf(who) : who
    const points = name === 'requests' ? (settings.requestsPerMinute ?? budget.points) : budget.points
    return { key: `${name}:${secrets.hash(PURPOSE, `${name} ${counted}`)}`, budget: { ...budget, points } }
  }

  async function spend(name: BudgetName, who: string | undefined): Promise<Spent | undefined> {
    const counter = counterOf(name, who)
    if (counter === undefined) return undefined
    const { key, budget } = counter
    const { points, resetsAt } = await store.add(key, 1, budget.windowSeconds)
    return {
      limit: budget.points,
      remaining: Math.max(0, budget.points - points),
      resetsAt,
      retryAfterSeconds: Math.max(1, Math.ceil((resetsAt - Date.now()) / 1000)),
      isExceeded: points > budget.points,
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
      const counter = counterOf(name, who)
      if (counter !== undefined) await store.add(counter.key, -1, counter.budget.windowSeconds)
    },
  }
}
