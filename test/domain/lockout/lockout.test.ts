/** Guessing at an account. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Account } from '#domain/accounts'
import { createPeople, HERE, type People } from '../people.ts'
import { expectRefusal } from '../refusals.ts'

const EMAIL = 'ada@example.com'
const PASSWORD = 'correct horse battery'
const MINUTE = 60_000

let people: People
let account: Account

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  people = createPeople({ requestsPerMinute: null })
  account = await people.accounts.create({ email: EMAIL, username: 'ada', password: PASSWORD })
})
afterEach(() => vi.useRealTimers())

const attempt = (password: string, identifier = EMAIL) =>
  people.signIn.checkPassword(identifier, password, HERE)

async function fail(times: number, identifier = EMAIL): Promise<string[]> {
  const outcomes: string[] = []
  for (let n = 0; n < times; n += 1) outcomes.push((await attempt('wrong', identifier)).outcome)
  return outcomes
}

const announced = async (type: string) => (await people.events()).filter((event) => event.type === type)

describe('ten failures', () => {
  it('lock the account for a quarter of an hour, for the right password too', async () => {
    expect(await fail(10)).toEqual([...Array(9).fill('refused'), 'locked'])
    const locked = await attempt(PASSWORD)
    expect(locked).toEqual({ outcome: 'locked', until: Date.now() + 15 * MINUTE })
    expect(await people.signIn.lockedUntil(account.id)).toBe(Date.now() + 15 * MINUTE)
    vi.advanceTimersByTime(15 * MINUTE)
    expect(await people.signIn.lockedUntil(account.id)).toBeNull()
    expect((await attempt(PASSWORD)).outcome).toBe('signed-in')
  })

  it('are told once, by an event', async () => {
    await fail(15)
    expect(await announced('auth.account_locked')).toHaveLength(1)
    expect((await announced('auth.login_failed')).map(({ data }) => data)).toEqual(
      Array(10).fill({
        account_id: account.id,
        reason: 'wrong_password',
        ip: HERE.origin.ip,
        user_agent: HERE.origin.userAgent,
      }),
    )
  })

  it('count together, whatever the account is called', async () => {
    await fail(5, EMAIL)
    await fail(4, 'ADA')
    expect(await fail(1, ' Ada@Example.COM ')).toEqual(['locked'])
  })

  it('are no more when they come at once: of 200 guesses ten are compared', async () => {
    await Promise.all(Array.from({ length: 200 }, () => attempt('wrong')))
    const compared = people.hasher.verified.filter(({ hash }) => hash === account.passwordHash)
    expect(compared).toHaveLength(10)
  })

  it('take longer and longer', async () => {
    await fail(10)
    expect(people.waits).toEqual([0, 0, 0, 100, 200, 400, 800, 1000, 1000, 1000])
  })

  it('are forgotten after a success', async () => {
    await fail(9)
    expect((await attempt(PASSWORD)).outcome).toBe('signed-in')
    expect(await fail(9)).toEqual(Array(9).fill('refused'))
  })

  it('lock for longer each time', async () => {
    for (const minutes of [15, 30, 60, 120, 240, 240]) {
      await fail(10)
      expect((await people.signIn.lockedUntil(account.id)) ?? 0).toBe(Date.now() + minutes * MINUTE)
      vi.advanceTimersByTime(minutes * MINUTE)
    }
  })
})

describe('an account that does not exist', () => {
  it('is locked after as many failures, and answers as one that does', async () => {
    const outcomes = await fail(12)
    expect(await fail(12, 'nobody@example.com')).toEqual(outcomes)
    const [known, unknown] = [await attempt(PASSWORD), await attempt(PASSWORD, 'Nobody@example.com')]
    expect(unknown).toEqual(known)
  })

  it('costs as many comparisons, and is held back as long', async () => {
    await fail(12)
    const { waits, hasher } = people
    const before = { waits: [...waits], compared: hasher.verified.length }
    await fail(12, 'nobody@example.com')
    expect(waits).toEqual([...before.waits, ...before.waits])
    expect(hasher.verified).toHaveLength(2 * before.compared)
  })

  it('is in the log under no name', async () => {
    await fail(10, 'nobody@example.com')
    const events = await people.events()
    expect(JSON.stringify(events)).not.toContain('nobody')
    expect(events.filter(({ data }) => data.reason === 'unknown_account')).toHaveLength(10)
    expect(new Set(events.slice(1).map(({ subject }) => subject)).size).toBe(1)
  })
})

describe('a disabled account', () => {
  it('answers as one whose password is wrong, and counts', async () => {
    await people.accounts.disable(account.id, {})
    expect(await attempt(PASSWORD)).toEqual({ outcome: 'refused' })
    for (let n = 0; n < 9; n += 1) await attempt(PASSWORD)
    expect((await attempt(PASSWORD)).outcome).toBe('locked')
  })
})

describe('unlocking', () => {
  it('by mail works once, and is announced', async () => {
    await fail(10)
    const token = await people.tokens.create('unlock', account.id, EMAIL)
    await people.signIn.unlockByMail(token, HERE.origin)
    expect((await attempt(PASSWORD)).outcome).toBe('signed-in')
    await expectRefusal(people.signIn.unlockByMail(token, HERE.origin), 'expired', 'link_expired')
    expect(await announced('auth.account_unlocked')).toMatchObject([{ data: { reason: 'mail' } }])
  })

  it('by an operator works, and says nothing where nothing was locked', async () => {
    await people.signIn.unlock(account.id, {})
    expect(await announced('auth.account_unlocked')).toEqual([])
    await fail(10)
    await people.signIn.unlock(account.id, {})
    expect((await attempt(PASSWORD)).outcome).toBe('signed-in')
  })

  it('comes with a reset of the password', async () => {
    await fail(10)
    const token = await people.tokens.create('reset_password', account.id, EMAIL)
    await people.accounts.resetPassword({ token, newPassword: 'another horse' }, HERE.origin)
    expect((await attempt('another horse')).outcome).toBe('signed-in')
  })
})

describe('many accounts from one address', () => {
  beforeEach(() => {
    people = createPeople()
  })

  it('are tried fifty times at most', async () => {
    const tries = Array.from({ length: 60 }, (_, n) => attempt('wrong', `person${n}@example.com`))
    const results = await Promise.allSettled(tries)
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(50)
    await expectRefusal(attempt('wrong', 'eve@example.com'), 'rate_limited', 'rate_limited')
    const elsewhere = { origin: { ip: '192.0.2.77' } }
    expect((await people.signIn.checkPassword(EMAIL, 'wrong', elsewhere)).outcome).toBe('refused')
  })

  it('may sign in as often as they like', async () => {
    await people.accounts.create({ email: EMAIL, password: PASSWORD })
    for (let n = 0; n < 60; n += 1) expect((await attempt(PASSWORD)).outcome).toBe('signed-in')
  })
})
