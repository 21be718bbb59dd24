/** Passkeys: signing in with one alone, and as a second factor. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Account } from '#domain/accounts'
import { justNow } from '../../support/just-now.ts'
import {
  createSoftwareAuthenticator,
  type SoftwareAuthenticator,
} from '../../support/software-authenticator.ts'
import { createPeople, HERE, ISSUER, type People } from '../people.ts'
import { expectRefusal } from '../refusals.ts'

const EMAIL = 'ada@example.com'
const PASSWORD = 'correct horse battery'
const { origin } = HERE

let people: People
let account: Account
let phone: SoftwareAuthenticator

beforeEach(async () => {
  people = createPeople()
  account = await people.accounts.create({ email: EMAIL, password: PASSWORD })
  phone = await register(account, 'Phone')
})

async function register(person: Account, name: string, kind = {}): Promise<SoftwareAuthenticator> {
  const authenticator = createSoftwareAuthenticator(ISSUER, person.id, kind)
  const { passkeys } = people.factors
  const { token, options } = await passkeys.beginRegistration(person)
  const response = authenticator.register(options)
  await passkeys.finishRegistration(justNow(person.id), { token, response, name }, origin)
  return authenticator
}

async function signIn(authenticator: SoftwareAuthenticator, cheat = {}) {
  const { token, options } = await people.signIn.beginPasskey()
  return people.signIn.checkPasskey({ token, response: authenticator.answer(options, cheat) }, HERE)
}

describe('a passkey', () => {
  it('lets in alone, as two factors in one', async () => {
    expect(await signIn(phone)).toMatchObject({
      outcome: 'signed-in',
      account: { id: account.id },
      acr: 'urn:gatehouse:acr:2fa',
      amr: ['swk', 'user', 'mfa'],
    })
  })

  it('in hardware says so', async () => {
    const key = await register(account, 'Key', { isSynced: false, counts: true })
    expect(await signIn(key)).toMatchObject({ amr: ['hwk', 'user', 'mfa'] })
    expect(await signIn(key)).toMatchObject({ outcome: 'signed-in' })
  })

  it('is one of several, each with its name, which can be changed and removed', async () => {
    const key = await register(account, 'Key')
    const named = async () => (await people.factors.overview(account.id)).passkeys.map(({ name }) => name)
    expect(await named()).toEqual(['Phone', 'Key'])
    const [first, second] = (await people.factors.overview(account.id)).passkeys
    await people.factors.passkeys.rename(account.id, first?.id ?? '', '  Old phone ')
    await people.factors.passkeys.remove(justNow(account.id), second?.id ?? '', origin)
    expect(await named()).toEqual(['Old phone'])
    expect((await signIn(key)).outcome).toBe('refused')
    expect((await signIn(phone)).outcome).toBe('signed-in')
    expect((await people.events()).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['auth.passkey_added', 'auth.passkey_removed']),
    )
    const again = people.factors.passkeys.remove(justNow(account.id), second?.id ?? '', origin)
    await expectRefusal(again, 'not_found', 'no_such_passkey')
  })

  it.each(['', '   ', 'a\nb', 'a\u202Eb', 'x'.repeat(101)])('is not called %j', async (name) => {
    const [passkey] = (await people.factors.overview(account.id)).passkeys
    const renamed = people.factors.passkeys.rename(account.id, passkey?.id ?? '', name)
    await expectRefusal(renamed, 'invalid', 'invalid_input', 'name')
  })
})

describe('an answer', () => {
  it.each([
    ['from another site', { origin: 'https://evil.example' }],
    ['for another site', { rpId: 'evil.example' }],
    ['without the person being verified', { isVerified: false }],
    ['to another question', { type: 'webauthn.create' }],
    ['in the name of nobody', { userHandle: 'nobody' }],
  ])('%s lets nobody in', async (_what, cheat) => {
    expect((await signIn(phone, cheat)).outcome).toBe('refused')
  })

  it('in the name of somebody else lets nobody in', async () => {
    const bob = await people.accounts.create({ email: 'bob@example.com', password: PASSWORD })
    await register(bob, 'Phone')
    expect((await signIn(phone, { userHandle: bob.id })).outcome).toBe('refused')
  })

  it('is good once', async () => {
    const { token, options } = await people.signIn.beginPasskey()
    const response = phone.answer(options)
    const results = await Promise.all(
      Array.from({ length: 5 }, () => people.signIn.checkPasskey({ token, response }, HERE)),
    )
    expect(results.filter(({ outcome }) => outcome === 'signed-in')).toHaveLength(1)
  })

  it('to a question of before is no answer to this one', async () => {
    const before = await people.signIn.beginPasskey()
    const now = await people.signIn.beginPasskey()
    const response = phone.answer(before.options)
    expect((await people.signIn.checkPasskey({ token: now.token, response }, HERE)).outcome).toBe('refused')
  })

  it('of a copy, whose count has been there, lets nobody in', async () => {
    const key = await register(account, 'Key', { counts: true, isSynced: false })
    expect((await signIn(key, { counter: 7 })).outcome).toBe('signed-in')
    expect((await signIn(key, { counter: 7 })).outcome).toBe('refused')
    expect((await signIn(key, { counter: 8 })).outcome).toBe('signed-in')
  })

  it('of a copy that answers at the same moment lets one of the two in', async () => {
    const key = await register(account, 'Key', { counts: true, isSynced: false })
    const results = await Promise.all([signIn(key, { counter: 7 }), signIn(key, { counter: 7 })])
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['refused', 'signed-in'])
  })

  it.each([undefined, null, {}, 'x', { id: 1 }, { id: 'x', response: { userHandle: 'AA' } }])(
    'that is none is refused: %j',
    async (response) => {
      const { token } = await people.signIn.beginPasskey()
      expect((await people.signIn.checkPasskey({ token, response }, HERE)).outcome).toBe('refused')
    },
  )

  it('that is wrong counts against the lockout, and a locked account takes no right one', async () => {
    for (let n = 0; n < 10; n += 1) await signIn(phone, { isVerified: false })
    expect((await signIn(phone)).outcome).toBe('locked')
  })

  it('lets nobody in who is kept out', async () => {
    await people.accounts.disable(account.id, {})
    expect((await signIn(phone)).outcome).toBe('refused')
  })
})

describe('a registration', () => {
  it('is finished by the one who began it, with what was asked, once', async () => {
    const bob = await people.accounts.create({ email: 'bob@example.com' })
    const { passkeys } = people.factors
    const authenticator = createSoftwareAuthenticator(ISSUER, account.id)
    const begun = await passkeys.beginRegistration(account)
    const input = { token: begun.token, response: authenticator.register(begun.options), name: 'x' }
    await expectRefusal(
      passkeys.finishRegistration(justNow(bob.id), input, origin),
      'invalid',
      'invalid_passkey',
    )
    await expectRefusal(
      passkeys.finishRegistration(justNow(account.id), input, origin),
      'expired',
      'link_expired',
    )
    const other = await passkeys.beginRegistration(account)
    const wrong = { token: other.token, response: authenticator.register(begun.options), name: 'x' }
    await expectRefusal(
      passkeys.finishRegistration(justNow(account.id), wrong, origin),
      'invalid',
      'invalid_passkey',
    )
  })

  it('asks for a key that says whose it is, and not for one that is there', async () => {
    const { options } = await people.factors.passkeys.beginRegistration(account)
    expect(options).toMatchObject({
      rp: { id: 'localhost' },
      user: { id: Buffer.from(account.id).toString('base64url'), name: EMAIL },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
    expect(options.excludeCredentials).toHaveLength(1)
  })
})

describe('a passkey as a second factor', () => {
  it('comes on top of what the session has shown', async () => {
    const stepUp = await people.signIn.beginStepUp(account, ['pwd'], HERE)
    expect(stepUp?.offers).toEqual(['passkey'])
    const asked = await people.signIn.beginPasskey(account.id)
    const passkey = { token: asked.token, response: phone.answer(asked.options) }
    expect(
      await people.signIn.checkSecondFactor({ token: stepUp?.token ?? '', passkey }, HERE),
    ).toMatchObject({
      outcome: 'signed-in',
      acr: 'urn:gatehouse:acr:2fa',
      amr: ['pwd', 'swk', 'user', 'mfa'],
    })
  })

  it('must be of the same account', async () => {
    const bob = await people.accounts.create({ email: 'bob@example.com', password: PASSWORD })
    const his = await register(bob, 'Phone')
    const stepUp = await people.signIn.beginStepUp(account, ['pwd'], HERE)
    const asked = await people.signIn.beginPasskey()
    const passkey = { token: asked.token, response: his.answer(asked.options) }
    const input = { token: stepUp?.token ?? '', passkey }
    expect((await people.signIn.checkSecondFactor(input, HERE)).outcome).toBe('refused')
  })

  it('is not asked for after a password where there is no authenticator app', async () => {
    expect((await people.signIn.checkPassword(EMAIL, PASSWORD, HERE)).outcome).toBe('signed-in')
  })

  it('cannot be asked of an account that has none', async () => {
    const bob = await people.accounts.create({ email: 'bob@example.com', password: PASSWORD })
    expect(await people.signIn.beginStepUp(bob, ['pwd'], HERE)).toBeUndefined()
  })
})
