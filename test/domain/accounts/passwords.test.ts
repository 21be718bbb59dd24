/** Forgotten, reset and changed passwords. */
import { beforeEach, describe, expect, it } from 'vitest'
import { type Account, estimatePassword } from '#domain/accounts'
import { fakeHash } from '../fake-hasher.ts'
import { createPeople, HERE, type People } from '../people.ts'
import { expectRefusal, refusal } from '../refusals.ts'

const EMAIL = 'ada@example.com'
const PASSWORD = 'correct horse battery'
const NEXT = 'another horse'
const { origin } = HERE

let people: People
let account: Account

beforeEach(async () => {
  people = createPeople()
  account = await people.accounts.create({ email: EMAIL, username: 'ada', password: PASSWORD })
})

const types = async () => (await people.events()).slice(1).map(({ type }) => type)
const signsIn = async (password: string) =>
  (await people.signIn.checkPassword(EMAIL, password, HERE)).outcome === 'signed-in'

describe('a forgotten password', () => {
  it.each([EMAIL, ' ADA@example.com ', 'ada'])('is asked for by %j', async (identifier) => {
    await people.accounts.requestPasswordReset(identifier, origin)
    expect((await people.events()).at(-1)).toMatchObject({
      type: 'auth.password_reset_requested',
      subject: account.id,
      data: { account_id: account.id, ip: origin.ip },
    })
  })

  it('of nobody, or of somebody who is kept out, is answered alike, after the same work', async () => {
    await people.accounts.disable(account.id, {})
    for (const identifier of ['nobody@example.com', EMAIL]) {
      await people.accounts.requestPasswordReset(identifier, origin)
      const { type, data } = (await people.events()).at(-1) ?? {}
      expect([type, data]).toEqual(['auth.password_reset_requested', { ip: origin.ip, user_agent: 'Test' }])
    }
  })

  it('of nobody is told where the operator wants that', async () => {
    people = createPeople({ revealsAccounts: true })
    const asked = people.accounts.requestPasswordReset('nobody@example.com', origin)
    await expectRefusal(asked, 'not_found', 'no_such_user')
  })

  it('fills nobody’s letter box, and does not say so', async () => {
    for (let n = 0; n < 20; n += 1) await people.accounts.requestPasswordReset(EMAIL, origin)
    expect(await types()).toEqual(Array(5).fill('auth.password_reset_requested'))
  })

  it('is asked for so many times from one address', async () => {
    for (let n = 0; n < 30; n += 1) await people.accounts.requestPasswordReset(`a${n}@example.com`, origin)
    await expectRefusal(people.accounts.requestPasswordReset(EMAIL, origin), 'rate_limited', 'rate_limited')
  })
})

describe('a reset', () => {
  const link = () => people.tokens.create('reset_password', account.id, EMAIL)
  const reset = (token: string, newPassword = NEXT) =>
    people.accounts.resetPassword({ token, newPassword }, origin)

  it('sets the password, verifies the address, and ends every session and grant', async () => {
    expect(await reset(await link())).toMatchObject({ id: account.id, emailVerified: true })
    expect([await signsIn(NEXT), await signsIn(PASSWORD)]).toEqual([true, false])
    const everything = { what: 'all', accountId: account.id }
    expect(people.ended, 'before and after').toEqual([everything, everything])
    expect((await types())[0]).toBe('auth.password_reset')
  })

  it('works once, for one of 20 who come at once', async () => {
    const token = await link()
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => reset(token)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expectRefusal(reset(token), 'expired', 'link_expired')
  })

  it('leaves its link good when the new password will not do', async () => {
    const token = await link()
    await expectRefusal(reset(token, 'short'), 'invalid', 'weak_password', 'password')
    await reset(token)
  })

  it('does not take a link after a newer one, nor after the password was changed', async () => {
    const [older, newer] = [await link(), await link()]
    await expectRefusal(reset(older), 'expired', 'link_expired')
    const change = { currentPassword: PASSWORD, newPassword: NEXT }
    await people.accounts.changePassword(account.id, change, origin)
    await expectRefusal(reset(newer, 'a third horse'), 'expired', 'link_expired')
    expect(await signsIn(NEXT)).toBe(true)
  })

  it('does not take a link that was made for something else, or for another address', async () => {
    for (const purpose of ['verify_email', 'unlock'] as const) {
      await expectRefusal(
        reset(await people.tokens.create(purpose, account.id, EMAIL)),
        'expired',
        'link_expired',
      )
    }
    const old = await people.tokens.create('reset_password', account.id, 'old@example.com')
    await expectRefusal(reset(old), 'expired', 'link_expired')
    expect(await signsIn(PASSWORD)).toBe(true)
  })

  it('changes the account of the link, and no other', async () => {
    const bob = await people.accounts.create({ email: 'bob@example.com', password: PASSWORD })
    await reset(await link())
    expect((await people.accounts.findById(bob.id))?.passwordHash).toBe(fakeHash(PASSWORD))
  })

  it('does not open a disabled account', async () => {
    const token = await link()
    await people.accounts.disable(account.id, {})
    await expectRefusal(reset(token), 'expired', 'link_expired')
    await expectRefusal(reset(await link()), 'expired', 'link_expired')
  })
})

describe('changing the password', () => {
  const change = (currentPassword: string, newPassword = NEXT) =>
    people.accounts.changePassword(account.id, { currentPassword, newPassword, sessionId: 'this' }, origin)

  it('needs the one before, and ends every other session', async () => {
    await change(PASSWORD)
    expect([await signsIn(NEXT), await signsIn(PASSWORD)]).toEqual([true, false])
    const allOthers = { what: 'all', accountId: account.id, but: 'this' }
    expect(people.ended, 'before and after').toEqual([allOthers, allOthers])
    expect((await types())[0]).toBe('auth.password_changed')
  })

  it('is refused with a wrong one, which counts, and changes nothing', async () => {
    await expectRefusal(change('wrong'), 'unauthenticated', 'wrong_password', 'currentPassword')
    expect(people.ended).toEqual([])
    for (let n = 0; n < 9; n += 1) await change('wrong').catch(() => undefined)
    await expectRefusal(change(PASSWORD), 'locked', 'account_locked')
  })

  it('happens once where two come at once with what both have seen', async () => {
    const results = await Promise.allSettled([
      change(PASSWORD, 'one horse here'),
      change(PASSWORD, 'two horses here'),
    ])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('is not undone by a sign-in with the old one that is still being checked', async () => {
    const { hasher } = people
    hasher.weakPrefix = 'hash'
    const { verify } = hasher
    hasher.verify = async (hash, password) => {
      const matches = await verify(hash, password)
      hasher.verify = verify
      await change(PASSWORD)
      return matches
    }
    expect((await people.signIn.checkPassword(EMAIL, PASSWORD, HERE)).outcome).toBe('refused')
    expect((await people.accounts.findById(account.id))?.passwordHash).toBe(fakeHash(NEXT))
  })
})

describe('a new password', () => {
  const signUp = (password: string, email = 'bob@example.com', username = 'Robertina') =>
    people.accounts.signUp({ email, password, username }, origin)

  it.each(['password', 'Password1', '12345678', 'qwertyuiop', 'iloveyou', 'TrustNo1'])(
    'is not one that everybody tries first: %s',
    async (password) => {
      const error = await refusal(signUp(password))
      expect(error).toMatchObject({ code: 'weak_password', fieldCodes: { password: 'password_common' } })
    },
  )

  it.each(['bobby.tables@example.com', 'Bobby.Tables', 'ROBERTINA'])(
    'is not what the person signs in with: %s',
    async (password) => {
      const error = await refusal(signUp(password, 'bobby.tables@example.com'))
      expect(error).toMatchObject({ code: 'weak_password', fieldCodes: { password: 'password_is_login' } })
    },
  )

  it.each(['secret123', 'securePassword123', 'newSecurePassword123', 'oldPassword123'])(
    'may be one of the specifications’ examples: %s',
    async (password) => expect(await signUp(password)).toBeDefined(),
  )

  it('is estimated, and not refused for that', async () => {
    const [weak, strong] = [
      await estimatePassword('aaaaaaaab'),
      await estimatePassword('kettle-ocean-violin-73'),
    ]
    expect(weak).toBeLessThan(2)
    expect(strong).toBe(4)
    expect(await signUp('aaaaaaaab')).toBeDefined()
    expect(await estimatePassword('x'.repeat(100_000))).toBeLessThan(3)
  })
})
