/** What people say about themselves, and what they try to. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Account } from '#domain/accounts'
import { createPeople, HERE, type People } from '../people.ts'
import { expectRefusal, refusal } from '../refusals.ts'

const { origin } = HERE

let people: People
let account: Account

beforeEach(async () => {
  people = createPeople({ signupRoles: ['user', 'member'] })
  account = await people.accounts.create({
    email: 'ada@example.com',
    password: 'correct horse battery',
    claims: { given_name: 'Ada', name: 'Ada' },
  })
})

const update = (input: object) => people.accounts.updateProfile(account.id, input, origin)

describe('a profile', () => {
  it('changes what is named, takes away what is empty, and leaves the rest', async () => {
    const changed = await update({ name: 'Countess', bio: ' Two\r\nlines ' })
    expect(changed).toMatchObject({ bio: 'Two\nlines', claims: { given_name: 'Ada', name: 'Countess' } })
    expect(changed.updatedAt).toBeGreaterThan(account.updatedAt)
    expect(await update({ name: null, bio: '' })).toMatchObject({ bio: null, claims: { given_name: 'Ada' } })
    expect((await people.events()).at(-1)).toMatchObject({ type: 'auth.profile_updated' })
  })

  it('loses no change of those that come at once', async () => {
    await Promise.all([
      update({ name: 'Countess' }),
      update({ bio: 'Mathematician' }),
      update({ locale: 'en' }),
      update({ username: 'ada' }),
    ])
    expect(await people.accounts.findById(account.id)).toMatchObject({
      bio: 'Mathematician',
      username: 'ada',
      claims: { given_name: 'Ada', name: 'Countess', locale: 'en' },
    })
  })

  it.each([
    'Ada 👩🏽‍🚀 Lovelace',
    'עדה \u200fלאבלייס',
    'نادیا\u200cها',
    '<script>alert(1)</script>',
    "Robert'); DROP TABLE accounts;--",
    '{{7*7}} <%= 7 %> #{7*7}',
    'Аdа',
    'x'.repeat(300),
  ])('keeps as text: %s', async (text) => {
    expect(await update({ name: text, bio: text })).toMatchObject({ bio: text, claims: { name: text } })
  })

  it.each([
    ['name', 'a\u202Eb', 'not_plain_text'],
    ['name', 'a\u2066b', 'not_plain_text'],
    ['name', 'two\nlines', 'not_plain_text'],
    ['name', 'a\0b', 'not_plain_text'],
    ['name', 'a\ud800b', 'not_plain_text'],
    ['name', 'x'.repeat(301), 'too_long'],
    ['bio', 'a\u001b[31mb', 'not_plain_text'],
    ['bio', 'x'.repeat(2001), 'too_long'],
    ['name', 5, 'malformed'],
  ])('refuses as %s, with the reason as a word: %j', async (field, text, code) => {
    const error = await refusal(update({ [field]: text }))
    expect([error.kind, error.fieldCodes]).toEqual(['invalid', { [field]: code }])
  })
})

describe('a user name', () => {
  it.each(['ada', 'Ñandú', 'αλφα', 'владимир', '田中さん', '김철수', 'محمد', 'שלום', 'हिन्दी', 'ada_1.x-y'])(
    'may be %s',
    async (username) => expect((await update({ username })).username).toBe(username),
  )

  it.each([
    ['аda', 'mixed_scripts'],
    ['pаypal', 'mixed_scripts'],
    ['αda', 'mixed_scripts'],
    ['ada田中', 'mixed_scripts'],
    ['adaשלום', 'mixed_scripts'],
    ['ﬁne', 'malformed'],
    ['𝐚da', 'malformed'],
    ['ada\u200d', 'malformed'],
    ['ada\u200f', 'malformed'],
    ['ada 1', 'malformed'],
    ['😀', 'malformed'],
    ['<b>', 'malformed'],
    ['٠١٢שלום', 'mixed_scripts'],
    ['a'.repeat(65), 'too_long'],
  ])('is not %s', async (username, code) => {
    const error = await refusal(update({ username }))
    expect([error.kind, error.fieldCodes]).toEqual(['invalid', { username: code }])
  })

  it('is found as it is typed, however wide', async () => {
    await update({ username: 'Ada' })
    expect(await people.accounts.findByIdentifier('\uFF21\uFF24\uFF21')).toMatchObject({ id: account.id })
  })
})

describe('signing up', () => {
  const signUp = (more: object) =>
    people.accounts.signUp({ email: 'bob@example.com', password: 'correct horse', ...more }, origin)

  it('gives the roles that the operator opened, and no others', async () => {
    await expectRefusal(signUp({ role: 'admin' }), 'forbidden', 'role_not_allowed')
    expect((await signUp({})).role).toBe('user')
    expect((await signUp({ email: 'eve@example.com', role: 'member' })).role).toBe('member')
  })

  it('takes nothing else, whatever is put in', async () => {
    const more = { emailVerified: true, passwordHash: 'x', claims: { name: 'Root' }, disabledAt: 1, id: 'me' }
    expect(await signUp(more)).toMatchObject({ emailVerified: false, claims: {}, disabledAt: null })
  })

  it('counts as a sign-in, and is announced with where it came from', async () => {
    const made = await signUp({ locale: 'de' })
    expect((await people.events()).at(-1)).toMatchObject({
      type: 'auth.user_created',
      subject: made.id,
      data: { account_id: made.id, locale: 'de', ip: origin.ip, reason: 'sign_up' },
    })
    const result = await people.signIn.signedUp(made, HERE)
    expect(result).toMatchObject({ outcome: 'signed-in', account: { lastLoginAt: expect.any(Number) } })
    expect((await people.events()).map(({ type }) => type)).not.toContain('auth.new_device')
  })

  it('is not done a hundred and one times an hour from one address', async () => {
    for (let n = 0; n < 100; n += 1) await signUp({ email: `person${n}@example.com` })
    await expectRefusal(signUp({}), 'rate_limited', 'rate_limited')
  })
})
