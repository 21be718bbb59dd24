/** What may become an account. */
import { beforeEach, describe, expect, it } from 'vitest'
import { type AccountInput, type Accounts, accountStatus } from '#domain/accounts'
import type { SignIn } from '#domain/sign-in'
import { type FakeHasher, fakeHash } from '../fake-hasher.ts'
import { createPeople, HERE } from '../people.ts'
import { expectRefusal, refusal } from '../refusals.ts'

const PASSWORD = 'correct horse battery'

let accounts: Accounts
let signIn: SignIn
let hasher: FakeHasher

beforeEach(() => {
  ;({ accounts, hasher, signIn } = createPeople())
})

function create(input: Partial<AccountInput> = {}) {
  return accounts.create({ email: 'ada@example.com', password: PASSWORD, ...input })
}

describe('a new account', () => {
  it('has two ids, the plainest role, and is not verified', async () => {
    const first = await create()
    const second = await create({ email: 'bob@example.com' })
    expect(first).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      email: 'ada@example.com',
      emailVerified: false,
      username: null,
      role: 'user',
      claims: {},
      lastLoginAt: null,
    })
    expect(second.number).toBeGreaterThan(first.number)
    expect(accountStatus(first)).toBe('pending')
  })

  it('keeps a hash, never the password', async () => {
    const account = await create()
    expect(account.passwordHash).toBe(fakeHash(PASSWORD))
    expect(JSON.stringify(account)).not.toContain(PASSWORD)
  })

  it('may have no password, and then lets nobody in', async () => {
    const account = await accounts.create({ email: 'ada@example.com' })
    expect(account.passwordHash).toBeNull()
    expect(hasher.hashed).toEqual([])
    expect(await signIn.checkPassword('ada@example.com', '', HERE)).toEqual({ outcome: 'refused' })
  })

  it('is active at once where an operator has verified it', async () => {
    expect(accountStatus(await create({ emailVerified: true }))).toBe('active')
  })

  it('costs no hash when anything about it is wrong', async () => {
    await refusal(create({ email: 'nobody' }))
    await refusal(create({ username: '-' }))
    await refusal(create({ claims: { shoe_size: '39' } }))
    await refusal(create({ password: 'short' }))
    expect(hasher.hashed).toEqual([])
  })
})

describe('an e-mail address', () => {
  it.each([
    'ada@example.com',
    'Ada.Lovelace+news@sub.example.co.uk',
    "o'brien@example.com",
    'ädä@exämple.de',
    '用户@例子.公司',
    `${'a'.repeat(242)}@example.com`,
  ])('may be %s', async (email) => {
    expect((await create({ email })).email).toBe(email)
  })

  it('is kept without the spaces around it', async () => {
    expect((await create({ email: '  ada@example.com\n' })).email).toBe('ada@example.com')
  })

  it.each([
    ['nothing', ''],
    ['no address', 'ada'],
    ['no domain', 'ada@'],
    ['no person', '@example.com'],
    ['a domain without a dot', 'ada@example'],
    ['a domain that ends in a dot', 'ada@example.'],
    ['two at signs', 'ada@bob@example.com'],
    ['a list', 'ada@example.com,bob@example.com'],
    ['a list of another kind', 'ada@example.com;bob@example.com'],
    ['a space', 'ada lovelace@example.com'],
    ['a name and an address', 'Ada <ada@example.com>'],
    ['a quoted person', '"ada"@example.com'],
    ['a comment', 'ada(work)@example.com'],
    ['an address literal', 'ada@[127.0.0.1]'],
    ['a backslash', 'ada\\@example.com'],
    ['a header in the next line', 'ada@example.com\r\nBcc: bob@example.com'],
    ['a line break', 'ada\n@example.com'],
    ['a carriage return', 'ada@exam\rple.com'],
    ['a tab', 'ada\t@example.com'],
    ['a NUL', 'ada\0@example.com'],
    ['a control of the second kind', 'ada\u0085@example.com'],
    ['a line separator', 'ada\u2028@example.com'],
    ['too long a text', `${'a'.repeat(243)}@example.com`],
  ])('is not %s', async (_what, email) => {
    await expectRefusal(create({ email }), 'invalid', 'invalid_input', 'email')
  })

  it('belongs to one account, whatever its letter case', async () => {
    await create({ email: 'Ada@Example.com' })
    await expectRefusal(create({ email: 'aDA@example.COM' }), 'conflict', 'email_taken')
  })

  it('belongs to one account, however many ask at once', async () => {
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => create()))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await accounts.list({ limit: 100 })).toHaveLength(1)
  })
})

describe('a password', () => {
  it.each([8, 256])('may have %i characters', async (length) => {
    await create({ password: 'p'.repeat(length) })
    expect(await signIn.checkPassword('ada@example.com', 'p'.repeat(length), HERE)).toMatchObject({
      outcome: 'signed-in',
    })
  })

  it.each([0, 1, 7, 257, 100_000])('may not have %i characters', async (length) => {
    await expectRefusal(create({ password: 'p'.repeat(length) }), 'invalid', 'weak_password', 'password')
  })

  it('is counted in characters, not in what they take in memory', async () => {
    await expectRefusal(create({ password: '🔑'.repeat(7) }), 'invalid', 'weak_password', 'password')
    await create({ password: '🔑'.repeat(8) })
    await create({ email: 'bob@example.com', password: '🔑'.repeat(256) })
    await expectRefusal(
      create({ email: 'eve@example.com', password: '🔑'.repeat(257) }),
      'invalid',
      'weak_password',
    )
  })

  it('is the same whichever way its letters are put together', async () => {
    const composed = 'pässwörd'.normalize('NFC')
    const decomposed = composed.normalize('NFD')
    expect(decomposed).not.toBe(composed)
    await create({ password: decomposed })
    expect(hasher.hashed).toEqual([composed])
    expect(await signIn.checkPassword('ada@example.com', composed, HERE)).toMatchObject({
      outcome: 'signed-in',
    })
    expect(await signIn.checkPassword('ada@example.com', decomposed, HERE)).toMatchObject({
      outcome: 'signed-in',
    })
  })

  it('is as long as it is when its letters are put together', async () => {
    await expectRefusal(create({ password: 'e\u0301'.repeat(7) }), 'invalid', 'weak_password', 'password')
    await create({ password: 'e\u0301'.repeat(256) })
  })

  it('may hold anything: spaces at its ends, controls, and what other programs take for syntax', async () => {
    const password = '  \0\n"\'`$(rm)<b>%s;--  '
    await create({ password })
    expect(await signIn.checkPassword('ada@example.com', password, HERE)).toMatchObject({
      outcome: 'signed-in',
    })
    expect(await signIn.checkPassword('ada@example.com', password.trim(), HERE)).toEqual({
      outcome: 'refused',
    })
  })

  it('is told by no error', async () => {
    const error = await refusal(create({ password: 'sesame' }))
    expect(JSON.stringify({ ...error, message: error.message })).not.toContain('sesame')
  })
})

describe('a user name', () => {
  it.each(['ada', 'Ada.Lovelace', 'ada_lovelace-1815', '1815', 'Åda', '用户', 'a', 'a'.repeat(64)])(
    'may be %s',
    async (username) => expect((await create({ username })).username).toBe(username),
  )

  it.each([
    ['nothing', ''],
    ['a text that begins with a dot', '.ada'],
    ['a text that begins with a dash', '-ada'],
    ['an address', 'ada@example.com'],
    ['two words', 'ada lovelace'],
    ['a text with a space at its end', 'ada '],
    ['a text with a line break at its end', 'ada\n'],
    ['a path', 'ada/lovelace'],
    ['what turns the direction of writing around', 'ada\u202e'],
    ['too long a text', 'a'.repeat(65)],
  ])('is not %s', async (_what, username) => {
    await expectRefusal(create({ username }), 'invalid', 'invalid_input', 'username')
  })

  it('is the same whichever way its letters are put together, or how wide they are', async () => {
    expect((await create({ username: 'a\u030ada' })).username).toBe('åda')
    const other = create({ email: 'bob@example.com', username: '\uFF41\u030Ada' })
    await expectRefusal(other, 'conflict', 'username_taken')
  })

  it('belongs to one account, whatever its letter case', async () => {
    await create({ username: 'Ada' })
    const other = create({ email: 'bob@example.com', username: 'aDA' })
    await expectRefusal(other, 'conflict', 'username_taken')
  })
})
