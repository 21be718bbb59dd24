/** Showing that an address is one's own, and changing it. */
import { beforeEach, describe, expect, it } from 'vitest'
import { type Account, accountStatus } from '#domain/accounts'
import { createPeople, HERE, type People } from '../people.ts'
import { expectRefusal } from '../refusals.ts'

const EMAIL = 'ada@example.com'
const PASSWORD = 'correct horse battery'
const { origin } = HERE

let people: People
let account: Account

beforeEach(async () => {
  people = createPeople()
  account = await people.accounts.signUp({ email: EMAIL, password: PASSWORD }, origin)
})

const announced = async () => (await people.events()).map(({ type }) => type)

describe('verifying', () => {
  it('makes the account active, once', async () => {
    const token = await people.tokens.create('verify_email', account.id, EMAIL)
    expect(accountStatus(account)).toBe('pending')
    expect(accountStatus(await people.accounts.verifyEmail(token, origin))).toBe('active')
    await expectRefusal(people.accounts.verifyEmail(token, origin), 'expired', 'link_expired')
    expect(await announced()).toEqual(['auth.user_created', 'auth.email_verified'])
  })

  it('says nothing new of what was verified before', async () => {
    for (const _ of [1, 2]) {
      const token = await people.tokens.create('verify_email', account.id, EMAIL)
      await people.accounts.verifyEmail(token, origin)
    }
    expect(await announced()).toEqual(['auth.user_created', 'auth.email_verified'])
  })

  it('does not take a link that was made for an address of before', async () => {
    const token = await people.tokens.create('verify_email', account.id, 'old@example.com')
    await expectRefusal(people.accounts.verifyEmail(token, origin), 'expired', 'link_expired')
    expect((await people.accounts.findById(account.id))?.emailVerified).toBe(false)
  })

  it('is asked for again by an event, a few times an hour, and not where it is done', async () => {
    for (let n = 0; n < 5; n += 1) await people.accounts.requestEmailVerification(account.id, origin)
    const again = () => people.accounts.requestEmailVerification(account.id, origin)
    await expectRefusal(again(), 'rate_limited', 'rate_limited')
    expect(await announced()).toEqual([
      'auth.user_created',
      ...Array(5).fill('auth.email_verification_requested'),
    ])
    const token = await people.tokens.create('verify_email', account.id, EMAIL)
    await people.accounts.verifyEmail(token, origin)
    await again()
  })
})

describe('changing the address', () => {
  const NEW = 'countess@example.com'
  const request = (email = NEW, currentPassword = PASSWORD) =>
    people.accounts.requestEmailChange(account.id, { email, currentPassword }, origin)
  const link = () => people.tokens.create('change_email', account.id, NEW)

  it('happens when the new one is confirmed, and not before', async () => {
    expect(await request()).toMatchObject({ email: EMAIL, pendingEmail: NEW })
    expect(await people.accounts.findByIdentifier(NEW)).toBeUndefined()
    const changed = await people.accounts.verifyEmail(await link(), origin)
    expect(changed).toMatchObject({ email: NEW, pendingEmail: null, emailVerified: true })
    expect(await announced()).toEqual([
      'auth.user_created',
      'auth.email_change_requested',
      'auth.email_changed',
    ])
  })

  it('needs the password, and counts wrong ones', async () => {
    await expectRefusal(request(NEW, 'wrong'), 'unauthenticated', 'wrong_password', 'currentPassword')
    for (let n = 0; n < 8; n += 1) await request(NEW, 'wrong').catch(() => undefined)
    await expectRefusal(request(NEW, 'wrong'), 'locked', 'account_locked')
    await expectRefusal(request(), 'locked', 'account_locked')
    expect((await people.signIn.checkPassword(EMAIL, PASSWORD, HERE)).outcome).toBe('locked')
  })

  it('goes to the address that was asked for last', async () => {
    await request()
    const first = await link()
    await request('other@example.com')
    await expectRefusal(people.accounts.verifyEmail(first, origin), 'expired', 'link_expired')
    const stale = await link()
    await expectRefusal(people.accounts.verifyEmail(stale, origin), 'expired', 'link_expired')
    expect((await people.accounts.findById(account.id))?.email).toBe(EMAIL)
  })

  it('is refused for the address of somebody else, also when they were faster', async () => {
    await request()
    await people.accounts.create({ email: NEW })
    await expectRefusal(people.accounts.verifyEmail(await link(), origin), 'conflict', 'email_taken')
    await expectRefusal(request(NEW.toUpperCase()), 'conflict', 'email_taken')
  })

  it('voids what was mailed to the old one', async () => {
    const reset = await people.tokens.create('reset_password', account.id, EMAIL)
    await request()
    await people.accounts.verifyEmail(await link(), origin)
    const input = { token: reset, newPassword: 'another horse' }
    await expectRefusal(people.accounts.resetPassword(input, origin), 'expired', 'link_expired')
  })

  it.each([
    'x@example.com\r\nBcc: eve@example.com',
    'a@example.com,b@example.com',
    'Ada <a@example.com>',
    '',
  ])('takes one address, and no header: %j', async (email) =>
    expectRefusal(request(email), 'invalid', 'invalid_input', 'email'),
  )
})
