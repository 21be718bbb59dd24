/** How often something may be done. */
import { beforeEach, describe, expect, it } from 'vitest'
import { BUDGETS, type BudgetName, type Limits } from '#domain/limits'
import { createPeople } from '../people.ts'
import { expectRefusal, refusal } from '../refusals.ts'

let limits: Limits

beforeEach(() => {
  ;({ limits } = createPeople())
})

const HOME = '192.0.2.1'

async function charge(budget: BudgetName, who: string, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) await limits.charge(budget, who)
}

describe('a budget', () => {
  it('says what is left of it, and when it is whole again', async () => {
    const spent = await limits.spend('requests', HOME)
    expect(spent).toMatchObject({ limit: 100, remaining: 99, isExceeded: false })
    expect((spent?.resetsAt ?? 0) - Date.now()).toBeGreaterThan(58_000)
    for (let n = 0; n < 99; n += 1) await limits.spend('requests', HOME)
    expect(await limits.spend('requests', HOME)).toMatchObject({ remaining: 0, isExceeded: true })
  })

  it('refuses what goes beyond it, and says how long', async () => {
    await charge('mail_request', HOME, BUDGETS.mail_request.points)
    const error = await refusal(limits.charge('mail_request', HOME))
    expect(error).toMatchObject({ kind: 'rate_limited', code: 'rate_limited' })
    expect(error.retryAfterSeconds).toBeGreaterThan(3500)
    expect(error.retryAfterSeconds).toBeLessThanOrEqual(3600)
  })

  it('is another one for another address and for another purpose', async () => {
    await charge('mail_request', HOME, BUDGETS.mail_request.points)
    await limits.charge('mail_request', '192.0.2.2')
    await limits.charge('sign_up', HOME)
  })

  it('lets through exactly as many as it holds, however many come at once', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 200 }, () => limits.charge('sign_in', HOME)),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(BUDGETS.sign_in.points)
  })

  it('has again what was given back', async () => {
    await charge('sign_in', HOME, BUDGETS.sign_in.points)
    await limits.refund('sign_in', HOME)
    await limits.charge('sign_in', HOME)
    await expectRefusal(limits.charge('sign_in', HOME), 'rate_limited', 'rate_limited')
  })

  it('is not counted where no address is known', async () => {
    for (let n = 0; n < 200; n += 1) await limits.charge('sign_in', undefined)
  })
})

describe('an address', () => {
  it('of IPv6 counts with all of its /64, in whatever way it is written', async () => {
    await charge('sign_in', '2001:db8:1:2::1', BUDGETS.sign_in.points)
    for (const same of ['2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:0DB8:0001:0002::99']) {
      await expectRefusal(limits.charge('sign_in', same), 'rate_limited', 'rate_limited')
    }
    await limits.charge('sign_in', '2001:db8:1:3::1')
  })

  it('of IPv4 is the same when it is written as IPv6', async () => {
    await charge('sign_in', HOME, BUDGETS.sign_in.points)
    await expectRefusal(limits.charge('sign_in', `::ffff:${HOME}`), 'rate_limited', 'rate_limited')
  })
})

describe('RATE_LIMIT', () => {
  it('says how many requests there are', async () => {
    ;({ limits } = createPeople({ requestsPerMinute: 2 }))
    expect(await limits.spend('requests', HOME)).toMatchObject({ limit: 2, remaining: 1 })
  })

  it('off lifts what is counted by address, and leaves what is counted by account', async () => {
    ;({ limits } = createPeople({ requestsPerMinute: null }))
    for (const budget of Object.keys(BUDGETS) as BudgetName[]) {
      const isLifted = (await limits.spend(budget, HOME)) === undefined
      expect([budget, isLifted]).toEqual([budget, BUDGETS[budget].by === 'address'])
    }
  })
})
