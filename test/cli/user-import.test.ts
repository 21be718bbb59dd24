/** gatehouse user import: people of another system, and their passwords, which stay what they were. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FOREIGN_HASHES } from '../support/foreign-hashes.ts'
import { type CommandLine, openCommandLine } from './command-line.ts'

const BCRYPT = '$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'

let line: CommandLine
beforeAll(async () => {
  line = await openCommandLine()
})
afterAll(() => line.remove())

const fileOf = (name: string, records: unknown[]) =>
  line.file(
    name,
    records.map((record) => (typeof record === 'string' ? record : JSON.stringify(record))).join('\n'),
  )

describe('people of another system', () => {
  test('sign in with the passwords that they had, of which a hash of ours is kept from then on', async () => {
    const people = FOREIGN_HASHES.map(([what, hash, password], index) => ({
      what,
      email: `person${index}@example.org`,
      hash,
      password,
    }))
    const file = await fileOf(
      'people.jsonl',
      people.map(({ email, hash }) => ({ email, password_hash: hash })),
    )
    expect(await line.json(['user', 'import', file])).toEqual({
      created: people.length,
      skipped: [],
      failed: [],
    })
    const core = await line.openCore()
    for (const { what, email, hash, password } of people) {
      const kept = async () => (await core.accounts.findByIdentifier(email))?.passwordHash
      expect(await kept()).toBe(hash)
      expect(await core.signIn.checkPassword(email, `${password}x`, { origin: {} })).toEqual({
        outcome: 'refused',
      })
      for (const time of ['first', 'second']) {
        const result = await core.signIn.checkPassword(email, password, { origin: {} })
        expect([what, time, result.outcome]).toEqual([what, time, 'signed-in'])
        expect(await kept()).toMatch(/^\$argon2id\$v=19\$/)
      }
    }
    await core.close()
  })

  test('come with all that is known of them, once, however often the import is repeated', async () => {
    const ada = {
      email: 'ada@example.org',
      email_verified: true,
      username: 'ada',
      name: 'Ada Lovelace',
      role: 'editor',
      claims: { locale: 'de' },
      password_hash: null,
    }
    const file = await fileOf('ada.jsonl', [
      ada,
      '',
      { email: 'ADA@example.org' },
      { email: 'bob@example.org' },
    ])
    expect(await line.json(['user', 'import', file])).toEqual({
      created: 2,
      skipped: [{ line: 3, email: 'ADA@example.org' }],
      failed: [],
    })
    const again = await line.run(['user', 'import', file])
    expect(again).toMatchObject({ code: 0, stdout: 'Created 0, skipped 3, failed 0\n' })
    expect(again.stderr).toContain('line 1: ada@example.org has an account already; skipped')
    const core = await line.openCore()
    const account = await core.accounts.findByIdentifier('ada')
    expect(account).toMatchObject({ email: 'ada@example.org', emailVerified: true, role: 'editor' })
    expect(account?.claims).toEqual({ locale: 'de', name: 'Ada Lovelace' })
    await core.close()
  })
})

describe('a line that cannot be taken', () => {
  test('is told with its number and without what it holds, and keeps none of the others back', async () => {
    const secret = 'hunter2-md5-5f4dcc3b5aa765d61d8327deb882cf99'
    const file = await fileOf('mixed.jsonl', [
      `{"email": "broken@example.org", "password_hash": "${secret}"`,
      { email: 'md5@example.org', password_hash: secret },
      { email: 'clear@example.org', password: secret },
      { email: 'no address', password_hash: BCRYPT },
      { email: 'list@example.org', claims: [secret] },
      { name: 'Nobody' },
      '[]',
      { email: 'taken@example.org', username: 'carol' },
      { email: 'second@example.org', username: 'Carol' },
      `{"email": "long@example.org", "name": "${'x'.repeat(70_000)}"}`,
      { email: 'last@example.org', password_hash: BCRYPT },
    ])
    const { code, stdout, stderr } = await line.run(['user', 'import', file, '--json'])
    expect(code).toBe(1)
    const told = JSON.parse(stdout)
    expect(told.created).toBe(2)
    expect(told.failed.map((one: { line: number }) => one.line)).toEqual([1, 2, 3, 4, 5, 6, 7, 9, 10])
    expect(stdout + stderr).not.toMatch(/hunter2|5f4dcc|\$2b/)
    for (const words of [
      'line 1: is not a JSON object',
      'line 2: passwordHash must be a hash by argon2, bcrypt, scrypt or PBKDF2',
      'line 3: has a member "password", which is none of an account',
      'line 6: has no email',
      'line 10: is not UTF-8, or longer than 64 KiB',
    ]) {
      expect(stderr).toContain(words)
    }
  })

  test('of bytes that are no UTF-8 is not taken for another', async () => {
    const file = await line.file(
      'latin1.jsonl',
      Buffer.from('{"email":"latin@example.org","name":"J\xfcrgen"}\n', 'latin1'),
    )
    const { code, stderr } = await line.run(['user', 'import', file])
    expect(code).toBe(1)
    expect(stderr).toContain('line 1: is not UTF-8')
  })

  test('and a file that is not there is refused', async () => {
    expect(await line.refused(['user', 'import', 'nowhere.jsonl'])).toContain('cannot be read (ENOENT)')
  })
})
