/** Which event sends which mail to whom, what its link opens, and what happens when it cannot be delivered. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EVENT_TYPES, type EventType } from '#domain/events'
import type { MailPurpose } from '#domain/one-time-tokens'
import { type MailServer, type ReceivedMail, startMailServer } from '../../support/mail-server.ts'
import { happened, ISSUER, type MailRoom, openMailRoom } from './a-mail-room.ts'

let server: MailServer
let room: MailRoom
/** By address, what the server answers to it. */
const refusals = new Map<string, [code: number, text: string]>()

beforeEach(async () => {
  refusals.clear()
  server = await startMailServer({ refuse: (address) => refusals.get(address) })
  room = openMailRoom(server)
})
afterEach(async () => {
  await room.close()
  await server.stop()
})

const addressOf = ({ envelope }: ReceivedMail) => envelope.to.join()
const tokenIn = (mail: ReceivedMail | undefined) => mail?.text?.match(/\?token=(\S+)/)?.[1] ?? ''
const subjects = () => server.received.map((mail) => [addressOf(mail), mail.subject])

describe('an event', () => {
  it.each([
    ['auth.password_changed', 'Your password was changed'],
    ['auth.password_reset', 'Your password was changed'],
    ['auth.new_device', 'Sign-in from a new device'],
    ['auth.mfa_enabled', 'Two-step sign-in was turned on'],
    ['auth.mfa_disabled', 'Two-step sign-in was turned off'],
    ['auth.recovery_codes_created', 'New recovery codes were created'],
    ['auth.recovery_code_used', 'A recovery code was used'],
    ['auth.passkey_added', 'A passkey was added'],
    ['auth.passkey_removed', 'A passkey was removed'],
  ] as const)('%s is told to the person', async (type, subject) => {
    await room.announce(type, room.keep(), { ip: '203.0.113.7', user_agent: 'Firefox/1 (Windows)' })
    expect(subjects()).toEqual([['ana@example.com', subject]])
    const { text = '' } = server.received[0] ?? {}
    for (const part of [
      'Hello Ana O’Neill,',
      '203.0.113.7',
      'Firefox on Windows',
      ' UTC',
      `${ISSUER}/account`,
    ]) {
      expect(text).toContain(part)
    }
  })

  it.each([
    ['auth.user_created', 'verify_email', '/verify-email', { emailVerified: false }],
    ['auth.email_verification_requested', 'verify_email', '/verify-email', { emailVerified: false }],
    ['auth.password_reset_requested', 'reset_password', '/reset-password', {}],
    ['auth.account_locked', 'unlock', '/unlock', {}],
  ] as const)('%s brings a link that opens just that', async (type, purpose, path, change) => {
    const account = room.keep(change)
    await room.announce(type, account)
    const [mail] = server.received
    expect(mail?.text).toContain(`\n${ISSUER}${path}?token=${tokenIn(mail)}\n`)
    const others: MailPurpose[] = ['verify_email', 'change_email', 'reset_password', 'unlock']
    expect(
      await room.tokens.look(
        others.filter((other) => other !== purpose),
        tokenIn(mail),
      ),
    ).toBeUndefined()
    expect(await room.tokens.redeem([purpose], tokenIn(mail))).toMatchObject({
      accountId: account.id,
      email: 'ana@example.com',
    })
  })

  it('of a change of address is confirmed from the new one and told to the old one', async () => {
    const account = room.keep({ pendingEmail: 'new@example.com' })
    await room.announce('auth.email_change_requested', account)
    expect(subjects()).toEqual([
      ['new@example.com', 'Confirm your new email address'],
      ['ana@example.com', 'Your email address is about to change'],
    ])
    const [confirm, notice] = server.received
    expect(confirm?.text).not.toContain('ana@example.com')
    expect(notice?.text).not.toContain('new@example.com')
    expect(tokenIn(notice)).toBe('')
    expect(await room.tokens.redeem(['change_email'], tokenIn(confirm))).toMatchObject({
      email: 'new@example.com',
    })
  })

  it('after which an address is nobody’s is told to that address', async () => {
    const account = room.keep({ email: 'new@example.com' })
    await room.announce('auth.email_changed', account, { former_email: 'old@example.com' })
    room.forget(account)
    await room.announce('auth.user_deleted', account, { former_email: 'new@example.com', locale: 'de' })
    expect(subjects()).toEqual([
      ['old@example.com', 'Your email address was changed'],
      ['new@example.com', 'Ihr Konto wurde gelöscht'],
    ])
    expect(server.received.map(({ text }) => text).join()).not.toContain(`${ISSUER}/account`)
  })

  it('of any other kind sends nothing', () => {
    const told = EVENT_TYPES.filter((type) => room.interested(type).length > 0)
    const silent: EventType[] = [
      'TokenIssued',
      'TokenRefreshed',
      'TokenRevoked',
      'auth.user_disabled',
      'auth.user_enabled',
      'auth.profile_updated',
      'auth.email_verified',
      'auth.login_succeeded',
      'auth.login_failed',
      'auth.account_unlocked',
      'auth.session_ended',
      'auth.consent_granted',
      'auth.consent_revoked',
    ]
    expect(silent.filter((type) => told.includes(type))).toEqual([])
  })
})

describe('nothing is sent', () => {
  it('where the reason for it is gone by the time of sending', async () => {
    const gone = room.keep({ emailVerified: false })
    room.forget(gone)
    await room.announce('auth.user_created', gone)
    await room.announce('auth.password_changed', gone)
    await room.announce('auth.user_created', room.keep({ emailVerified: true }))
    await room.announce('auth.email_change_requested', room.keep({ pendingEmail: null }))
    await room.announce(
      'auth.password_reset_requested',
      room.keep({ passwordChangedAt: Date.now() + 60_000 }),
    )
    await room.announce('auth.account_locked', room.keep({ disabledAt: 1 }))
    expect(subjects()).toEqual([])
  })

  it('where nobody has the address that a reset was asked for', async () => {
    const event = happened('auth.password_reset_requested', 'unknown')
    await room.deliver({ ...event, data: {} })
    expect(subjects()).toEqual([])
  })

  it.each([
    'ana@example.com\r\nBcc: evil@example.com',
    'ana@example.com, evil@example.com',
    'Evil <evil@example.com>',
    'ana@example.com\u2028evil@example.com',
    'ana',
    '',
  ])('to what is not one address, whatever let it in: %j', async (email) => {
    await room.announce('auth.password_changed', room.keep({ email }))
    await room.announce('auth.user_created', room.keep({ email, emailVerified: false }))
    expect(subjects()).toEqual([])
    expect(room.warnings).toHaveLength(2)
    expect(JSON.stringify(room.warnings)).not.toContain('evil')
  })
})

describe('the language', () => {
  it('is the event’s, else the person’s, else English', async () => {
    await room.announce('auth.passkey_added', room.keep({ claims: { locale: 'ar' } }), { locale: 'pt-BR' })
    await room.announce('auth.passkey_added', room.keep({ claims: { locale: 'ja-JP' } }))
    await room.announce('auth.passkey_added', room.keep({ claims: { locale: 'tlh' } }))
    expect(
      server.received.map(({ headers }) => headers.find(({ key }) => key === 'content-language')?.value),
    ).toEqual(['pt', 'ja', 'en'])
  })
})

describe('a name', () => {
  it('is not spoken to an address that may be somebody else’s', async () => {
    await room.announce('auth.user_created', room.keep({ emailVerified: false }))
    expect(server.received[0]?.text).toMatch(/^Hello,\n/)
  })

  it.each([
    'You have won! Visit evil.example',
    'https://evil.example',
    'evil.example',
    'ana@evil.example',
    'Ana\nBcc: evil@example.com',
    'Ana\u202Egnp.exe',
    'Call +1 555 0100',
    'evil。example',
    'A'.repeat(61),
  ])('that is more than a name is left out: %j', async (name) => {
    await room.announce('auth.passkey_added', room.keep({ claims: { name } }))
    expect(server.received[0]?.text).toMatch(/^Hello,\n/)
  })

  it.each([
    'J. R. R. Tolkien',
    'Íñigo Núñez-Ortega',
    '山田 花子',
    'ليلى حسن',
    'Nguyễn Thị Ánh',
    "D’Arcy O'Hara",
  ])('of any people is a name: %s', async (name) => {
    await room.announce('auth.passkey_added', room.keep({ claims: { name } }))
    expect(server.received[0]?.text).toMatch(new RegExp(`^Hello ${name},\n`))
  })
})

describe('a mail that cannot be delivered', () => {
  it('now is tried again, with a new link in the place of the first', async () => {
    const account = room.keep({ emailVerified: false })
    const event = happened('auth.user_created', account.id)
    await room.deliver(event)
    refusals.set('ana@example.com', [451, 'greylisted'])
    await expect(room.deliver(event)).rejects.toMatchObject({ kind: 'unavailable' })
    refusals.clear()
    await room.deliver(event)
    const [first, second] = server.received
    // Whoever gets both can tell that they are one.
    expect(second?.messageId).toBe(first?.messageId)
    expect(await room.tokens.look(['verify_email'], tokenIn(first))).toBeUndefined()
    expect(await room.tokens.look(['verify_email'], tokenIn(second))).toMatchObject({ accountId: account.id })
  })

  it('to one of two addresses does not repeat the mail to the other', async () => {
    const account = room.keep({ pendingEmail: 'new@example.com' })
    refusals.set('new@example.com', [451, 'greylisted'])
    expect(room.interested('auth.email_change_requested')).toHaveLength(2)
    await expect(room.announce('auth.email_change_requested', account)).rejects.toMatchObject({
      kind: 'unavailable',
    })
  })

  it('ever is done with, and an operator reads of it without the address', async () => {
    refusals.set('ana@example.com', [550, 'no such mailbox'])
    await room.announce('auth.password_changed', room.keep())
    expect(room.warnings).toHaveLength(1)
    expect(JSON.stringify(room.warnings)).toContain('"message":"password_changed"')
    expect(JSON.stringify(room.warnings)).not.toContain('ana@')
  })

  it('has a Message-ID of its own for each event and each of its mails', async () => {
    const account = room.keep({ pendingEmail: 'new@example.com' })
    await room.announce('auth.email_change_requested', account)
    await room.announce('auth.email_change_requested', account)
    const ids = server.received.map(({ messageId }) => messageId)
    expect(new Set(ids).size).toBe(4)
    for (const id of ids) expect(id).toMatch(/^<[\w.-]+@example\.org>$/)
  })
})
