/** Whoever has used up a budget that nobody refunds is refused from memory, until the window ends. */
import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BUDGETS, type BudgetName, createLimits, type LimitStore, type Limits } from '#domain/limits'
import { createSecrets } from '#lib/secrets'
import { createLimitStore } from '../../../adapters/memory/limit-store.ts'
import { DomainError } from '../../../src/domain/errors.ts'
import { expectRefusal } from '../refusals.ts'

const HOME = '192.0.2.1'
const MINUTE_MS = 60_000
const secrets = createSecrets(randomBytes(32))

/** How often the store was asked. */
let asked: number
let isAway: boolean
let store: LimitStore

beforeEach(() => {
  asked = 0
  isAway = false
  const counters = createLimitStore()
  store = {
    ...counters,
    async add(...input) {
      if (isAway) throw new DomainError('unavailable', 'store_unavailable', 'The store is away.')
      asked += 1
      return counters.add(...input)
    },
  }
})

afterEach(() => {
  vi.useRealTimers()
})

function startNode(requestsPerMinute = 100): Limits {
  return createLimits({ store, secrets, settings: { requestsPerMinute } })
}

async function flood(limits: Limits, budget: BudgetName, times: number, who = HOME): Promise<number> {
  const spent = await Promise.all(Array.from({ length: times }, () => limits.spend(budget, who)))
  return spent.filter((each) => each?.isExceeded === false).length
}

describe('a flood from one address', () => {
  it.each(['requests', 'sign_up', 'mail_request', 'client_authentication'] as const)(
    'asks the store as often as there is budget of %s, and no more',
    async (budget) => {
      const limits = startNode()
      const { points } = BUDGETS[budget]
      expect(await flood(limits, budget, points)).toBe(points)
      expect(await flood(limits, budget, 1000)).toBe(0)
      expect(asked).toBe(points)
    },
  )

  it('is told the same from memory as from the store', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const [limits, other] = [startNode(2), startNode(2)]
    await flood(limits, 'requests', 2)
    const remembered = await limits.spend('requests', HOME)
    expect(asked).toBe(2)
    const counted = await other.spend('requests', HOME)
    expect(asked).toBe(3)
    expect(remembered).toMatchObject({ limit: 2, remaining: 0, isExceeded: true })
    expect(Math.abs((remembered?.resetsAt ?? 0) - (counted?.resetsAt ?? 0))).toBeLessThan(1000)
  })

  it('is refused even while the store is away, and nobody else is let through', async () => {
    const limits = startNode(2)
    await flood(limits, 'requests', 2)
    isAway = true
    expect(await limits.spend('requests', HOME)).toMatchObject({ isExceeded: true })
    await expectRefusal(limits.charge('requests', '192.0.2.2'), 'unavailable', 'store_unavailable')
    await expectRefusal(limits.refund('sign_in', HOME), 'unavailable', 'store_unavailable')
  })

  it('is over for the budget when the window is', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const limits = startNode(2)
    await flood(limits, 'requests', 10)
    vi.setSystemTime(Date.now() + MINUTE_MS - 1)
    expect(await limits.spend('requests', HOME)).toMatchObject({ isExceeded: true, retryAfterSeconds: 1 })
    vi.setSystemTime(Date.now() + 1)
    expect(await limits.spend('requests', HOME)).toMatchObject({ remaining: 1, isExceeded: false })
    expect(await flood(limits, 'requests', 10)).toBe(1)
  })

  it('has what a larger RATE_LIMIT adds, once the node is started again', async () => {
    await flood(startNode(2), 'requests', 10)
    const before = asked
    expect(await startNode(12).spend('requests', HOME)).toMatchObject({ remaining: 12 - before - 1 })
  })
})

describe('what is not refused from memory', () => {
  it('is a budget that is refunded: what one node gives back, another one has', async () => {
    const [one, other] = [startNode(), startNode()]
    await flood(one, 'sign_in', BUDGETS.sign_in.points)
    await other.refund('sign_in', HOME)
    await one.charge('sign_in', HOME)
    await expectRefusal(one.charge('sign_in', HOME), 'rate_limited', 'rate_limited')
  })

  it('is a budget by account: no answer is quicker than another', async () => {
    const limits = startNode()
    await flood(limits, 'mail_to_account', 20, 'somebody')
    await flood(limits, 'mail_to_account', 20, 'somebody')
    expect(asked).toBe(40)
  })
})

describe('a flood from many addresses', () => {
  it('is remembered up to a bound, and what is forgotten is refused by the store', async () => {
    const limits = startNode(1)
    const addresses = Array.from({ length: 5000 }, (_, n) => `2001:db8:${n.toString(16)}::1`)
    for (const address of addresses) await limits.spend('requests', address)
    const before = asked
    for (const address of addresses) {
      expect(await limits.spend('requests', address)).toMatchObject({ isExceeded: true })
    }
    expect(asked - before).toBeGreaterThanOrEqual(4000)
    // Who comes again meanwhile is remembered again.
    const last = addresses.at(-1) ?? ''
    const again = asked
    expect(await flood(limits, 'requests', 100, last)).toBe(0)
    expect(asked).toBe(again)
  })
})
