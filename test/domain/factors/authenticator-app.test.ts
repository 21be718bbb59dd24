/** Signing in with an authenticator app, its recovery codes, and trusted devices. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Account } from '#domain/accounts'
import type { SignInResult, Visit } from '#domain/sign-in'
import { totpCode } from '../../../src/domain/factors/totp.ts'
import { justNow } from '../../support/just-now.ts'
import { createPeople, HERE, type People } from '../people.ts'
import { expectRefusal } from '../refusals.ts'

const EMAIL = 'ada@example.com'
const PASSWORD = 'correct horse battery'
const { origin } = HERE

let people: People
let account: Account
let secret: string
let recoveryCodes: string[]

const step = () => Math.floor(Date.now() / 30_000)
/** Codes of one step are good once; enrolling uses up that of the step before. */
const code = (off = 0) => totpCode(secret, step() + off)

beforeEach(async () => {
  people = createPeople()
  account = await people.accounts.create({ email: EMAIL, password: PASSWORD })
  const { app } = people.factors
  const begun = await app.begin(account)
  secret = begun.secret
  recoveryCodes = await app.confirm(justNow(account.id), { token: begun.token, code: code(-1) }, origin)
})

const types = async () => (await people.events()).map(({ type }) => type)

async function password(visit: Visit = HERE): Promise<SignInResult> {
  return people.signIn.checkPassword(EMAIL, PASSWORD, visit)
}

async function token(): Promise<string> {
  const result = await password()
  if (result.outcome !== 'second-factor-needed') expect.fail(result.outcome)
  return result.token
}

const show = async (shown: string, visit: Visit = HERE) =>
  people.signIn.checkSecondFactor({ token: await token(), code: shown }, visit)

describe('setting up', () => {
  it('begins with the first right code, and is announced', async () => {
    const bob = await people.accounts.create({ email: 'bob@example.com', password: PASSWORD })
    const { app } = people.factors
    const begun = await app.begin(bob)
    const input = { token: begun.token, code: '000000' }
    await expectRefusal(app.confirm(justNow(bob.id), input, origin), 'invalid', 'invalid_code', 'code')
    expect(await people.signIn.hasSecondFactor(bob.id)).toBe(false)
    const right = { token: begun.token, code: totpCode(begun.secret, step()) }
    expect(await app.confirm(justNow(bob.id), right, origin)).toHaveLength(10)
    expect(await people.signIn.hasSecondFactor(bob.id)).toBe(true)
    expect(await types()).toContain('auth.mfa_enabled')
    await expectRefusal(app.confirm(justNow(bob.id), right, origin), 'expired', 'link_expired')
  })

  it('is not finished by somebody else', async () => {
    const bob = await people.accounts.create({ email: 'bob@example.com', password: PASSWORD })
    const begun = await people.factors.app.begin(account)
    const input = { token: begun.token, code: totpCode(begun.secret, step()) }
    await expectRefusal(people.factors.app.confirm(justNow(bob.id), input, origin), 'expired', 'link_expired')
  })

  it('keeps neither the secret nor the codes', async () => {
    const kept = JSON.stringify(await people.stores.factors.find(account.id))
    for (const text of [secret, ...recoveryCodes, ...recoveryCodes.map((one) => one.replace('-', ''))]) {
      expect(kept).not.toContain(text)
    }
  })
})

describe('the password alone', () => {
  it('lets nobody in, and says what is needed', async () => {
    expect(await password()).toMatchObject({
      outcome: 'second-factor-needed',
      offers: ['totp', 'recovery_code'],
      token: expect.stringMatching(/^ott_/),
    })
    expect(await types()).not.toContain('auth.login_succeeded')
  })

  it('does not forget what wrong codes have counted', async () => {
    const one = await token()
    for (let n = 0; n < 9; n += 1) {
      const input = { token: one, code: '000000' }
      expect(await people.signIn.checkSecondFactor(input, HERE)).toEqual({ outcome: 'refused' })
      await password()
    }
    expect((await show('000000')).outcome).toBe('locked')
    expect((await password()).outcome).toBe('locked')
  })
})

describe('a code', () => {
  it('lets in, with what was shown in the words of RFC 8176', async () => {
    expect(await show(` ${code().slice(0, 3)} ${code().slice(3)} `)).toMatchObject({
      outcome: 'signed-in',
      account: { id: account.id },
      acr: 'urn:gatehouse:acr:2fa',
      amr: ['pwd', 'otp', 'mfa'],
    })
  })

  it('is not good twice', async () => {
    const shown = code()
    expect((await show(shown)).outcome).toBe('signed-in')
    expect((await show(shown)).outcome).toBe('refused')
  })

  it('lets one in of those who show it at once', async () => {
    const tokens = await Promise.all(Array.from({ length: 8 }, () => token()))
    const shown = code()
    const results = await Promise.all(
      tokens.map((one) => people.signIn.checkSecondFactor({ token: one, code: shown }, HERE)),
    )
    expect(results.filter(({ outcome }) => outcome === 'signed-in')).toHaveLength(1)
  })

  it('is guessed at ten times at most, however many come at once', async () => {
    const one = await token()
    const results = await Promise.all(
      Array.from({ length: 40 }, () => people.signIn.checkSecondFactor({ token: one, code: '000000' }, HERE)),
    )
    expect(results.filter(({ outcome }) => outcome === 'refused').length).toBeLessThanOrEqual(9)
    expect((await password()).outcome).toBe('locked')
  })
})

describe('the token between the two', () => {
  it('is good for one success', async () => {
    const one = await token()
    const input = (shown: string) => ({ token: one, code: shown })
    expect((await people.signIn.checkSecondFactor(input(code()), HERE)).outcome).toBe('signed-in')
    expect((await people.signIn.checkSecondFactor(input(code(1)), HERE)).outcome).toBe('expired')
  })

  it('is bound to what asked for it, and to the password', async () => {
    const one = await token()
    const input = { token: one, code: code() }
    const other = { origin: { ip: '192.0.2.1', userAgent: 'Another' } }
    expect((await people.signIn.checkSecondFactor(input, other)).outcome).toBe('expired')
    const change = { currentPassword: PASSWORD, newPassword: 'another horse' }
    await people.accounts.changePassword(account.id, change, origin)
    expect((await people.signIn.checkSecondFactor(input, HERE)).outcome).toBe('expired')
  })

  it('cannot be one that was mailed', async () => {
    for (const purpose of ['reset_password', 'verify_email', 'unlock'] as const) {
      const mailed = await people.tokens.create(purpose, account.id, EMAIL)
      const input = { token: mailed, code: code() }
      expect((await people.signIn.checkSecondFactor(input, HERE)).outcome).toBe('expired')
    }
  })
})

describe('a recovery code', () => {
  it('lets in once, however it is typed, and is announced', async () => {
    const [one = ''] = recoveryCodes
    expect(await show(` ${one.toUpperCase().replace('-', ' ')} `)).toMatchObject({ outcome: 'signed-in' })
    expect((await show(one)).outcome).toBe('refused')
    expect(await types()).toContain('auth.recovery_code_used')
    expect((await people.factors.overview(account.id)).recoveryCodesLeft).toBe(9)
  })

  it('lets one in of those who show it at once', async () => {
    const [one = ''] = recoveryCodes
    const tokens = await Promise.all(Array.from({ length: 8 }, () => token()))
    const results = await Promise.all(
      tokens.map((held) => people.signIn.checkSecondFactor({ token: held, code: one }, HERE)),
    )
    expect(results.filter(({ outcome }) => outcome === 'signed-in')).toHaveLength(1)
  })

  it('of another account is no good', async () => {
    const bob = await people.accounts.create({ email: 'bob@example.com', password: PASSWORD })
    const begun = await people.factors.app.begin(bob)
    const input = { token: begun.token, code: totpCode(begun.secret, step()) }
    const [his = ''] = await people.factors.app.confirm(justNow(bob.id), input, origin)
    expect((await show(his)).outcome).toBe('refused')
  })

  it('is replaced with all others by new ones', async () => {
    const next = await people.factors.app.createRecoveryCodes(justNow(account.id), origin)
    expect((await show(recoveryCodes[0] ?? '')).outcome).toBe('refused')
    expect((await show(next[0] ?? '')).outcome).toBe('signed-in')
  })
})

describe('giving it up', () => {
  it('leaves the password alone, and no code good', async () => {
    expect(await people.factors.app.remove(justNow(account.id), origin)).toBe(true)
    expect(await people.factors.app.remove(justNow(account.id), origin)).toBe(false)
    expect(await password()).toMatchObject({ outcome: 'signed-in', acr: 'urn:gatehouse:acr:1fa' })
    const again = people.factors.app.createRecoveryCodes(justNow(account.id), origin)
    await expectRefusal(again, 'conflict', 'no_second_factor')
  })
})

describe('a device', () => {
  const browser = { origin, device: '' }

  async function trusted(shown = code()): Promise<string> {
    const input = { token: await token(), code: shown, trustDevice: true }
    const result = await people.signIn.checkSecondFactor(input, browser)
    if (result.outcome !== 'signed-in' || result.device === undefined) expect.fail(result.outcome)
    return result.device
  }

  it('that is trusted need not show a second factor, and proves no more than the password', async () => {
    expect(await password({ origin, device: await trusted() })).toMatchObject({
      outcome: 'signed-in',
      acr: 'urn:gatehouse:acr:1fa',
      amr: ['pwd'],
    })
  })

  it('that is not trusted, or another one, must', async () => {
    await trusted()
    for (const device of ['', 'gd_made-up']) {
      expect((await password({ origin, device })).outcome).toBe('second-factor-needed')
    }
  })

  it('is no longer trusted once the password was changed', async () => {
    const device = await trusted()
    const change = { currentPassword: PASSWORD, newPassword: 'another horse' }
    await people.accounts.changePassword(account.id, change, origin)
    const result = await people.signIn.checkPassword(EMAIL, 'another horse', { origin, device })
    expect(result.outcome).toBe('second-factor-needed')
  })

  it('is listed by where it was last used, and can be forgotten alone', async () => {
    const [recoveryCode] = await people.factors.app.createRecoveryCodes(justNow(account.id), origin)
    const [one, other] = [await trusted(), await trusted(recoveryCode)]
    const listed = await people.factors.trustedDevices(account.id, null)
    expect(listed).toEqual(
      [1, 2].map(() => ({ id: expect.any(String), lastSeenAt: expect.any(Number), origin })),
    )
    expect(JSON.stringify(listed)).not.toContain(one)
    await people.factors.forgetDevice(account.id, listed[1]?.id ?? '')
    expect(await people.factors.trustedDevices(account.id, null)).toEqual([listed[0]])
    const outcomes = [await password({ origin, device: one }), await password({ origin, device: other })]
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['second-factor-needed', 'signed-in'])
    await people.factors.forgetDevice(account.id, 'unknown')
    // Not listed once its trust has ended with the password.
    expect(await people.factors.trustedDevices(account.id, Date.now() + 1000)).toEqual([])
  })

  it('is kept under a hash', async () => {
    const device = await trusted()
    expect(JSON.stringify(await people.stores.factors.find(account.id))).not.toContain(device)
  })

  it('that is new is told of, but not the first one, and not again', async () => {
    await people.factors.app.remove(justNow(account.id), origin)
    const told = async () => (await types()).filter((type) => type === 'auth.new_device').length
    const first = await password(browser)
    const device = first.outcome === 'signed-in' ? (first.device ?? '') : ''
    expect([device.startsWith('gd_'), await told()]).toEqual([true, 0])
    await password({ origin, device })
    expect(await told()).toBe(0)
    await password(browser)
    expect(await told()).toBe(1)
    await password({ origin: { userAgent: 'curl' } })
    await password({ origin: { userAgent: 'curl' } })
    expect(await told()).toBe(2)
  })
})

describe('whoever proved who they are too long ago', () => {
  it('changes nothing, however they come by the session', async () => {
    const owner = { accountId: account.id, signedInAt: Date.now() - 31 * 60_000 }
    const { app, passkeys } = people.factors
    const begun = await app.begin(account)
    const input = { token: begun.token, code: totpCode(begun.secret, step()) }
    const asked = await passkeys.beginRegistration(account)
    const passkey = { token: asked.token, response: {}, name: 'Phone' }
    const before = await people.stores.factors.find(account.id)
    for (const attempt of [
      app.confirm(owner, input, origin),
      app.remove(owner, origin),
      app.createRecoveryCodes(owner, origin),
      passkeys.finishRegistration(owner, passkey, origin),
      passkeys.remove(owner, 'any', origin),
    ]) {
      await expectRefusal(attempt, 'unauthenticated', 'login_required')
    }
    expect(await people.stores.factors.find(account.id)).toEqual(before)
  })
})
