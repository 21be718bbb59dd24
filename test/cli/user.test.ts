/** gatehouse user …, as its user has it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CommandLine, type Json, openCommandLine } from './command-line.ts'

const PASSWORD = 'Passwörter 🗝 sind läng'

let line: CommandLine
beforeAll(async () => {
  line = await openCommandLine()
})
afterAll(() => line.remove())

async function signsIn(identifier: string, password: string): Promise<boolean> {
  const core = await line.openCore()
  try {
    return (await core.signIn.checkPassword(identifier, password, { origin: {} })).outcome === 'signed-in'
  } finally {
    await core.close()
  }
}

describe('an account', () => {
  let made: Json

  test('is made with a password from standard input, of any script', async () => {
    made = await line.json(
      [
        'user',
        'create',
        '--email',
        'Ada@Example.com',
        '--password-stdin',
        '--username',
        'ada',
        '--role',
        'admin',
      ],
      `${PASSWORD}\n`,
    )
    expect(made).toEqual({
      sub: expect.stringMatching(/^[0-9a-f-]{36}$/),
      number: 1,
      email: 'Ada@Example.com',
      username: 'ada',
      name: null,
      role: 'admin',
      status: 'pending',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    })
    expect(await signsIn('ada@example.com', PASSWORD)).toBe(true)
  })

  test('is shown by its sub, its number and its address in any letter case', async () => {
    for (const who of [String(made.sub), '1', 'ADA@example.COM']) {
      expect(await line.json(['user', 'show', who])).toEqual(made)
    }
    for (const who of ['00000000-0000-4000-8000-000000000000', '2', 'eve@example.com', 'ada']) {
      expect(await line.refused(['user', 'show', who])).toContain(`There is no user ${who}`)
    }
  })

  test('keeps its address to itself, whatever the letter case', async () => {
    expect(await line.refused(['user', 'create', '--email', 'aDA@eXAMPLE.com'])).toMatch(/taken/)
    expect(await line.json(['user', 'list'])).toEqual([made])
  })
})

test('only one line break is taken off a password', async () => {
  const create = (email: string, stdin: string) =>
    line.json(['user', 'create', '--email', email, '--password-stdin'], stdin)
  await create('crlf@example.com', `${PASSWORD}\r\n`)
  await create('spaces@example.com', `  ${PASSWORD}  `)
  await create('twice@example.com', `${PASSWORD}\n\n`)
  expect(await signsIn('crlf@example.com', PASSWORD)).toBe(true)
  expect(await signsIn('spaces@example.com', `  ${PASSWORD}  `)).toBe(true)
  expect(await signsIn('twice@example.com', PASSWORD)).toBe(false)
})

test('an account has the standard claims of a file, and the name that was given', async () => {
  const file = await line.file(
    'claims.json',
    '{"given_name": "Grace", "name": "Amazing Grace", "locale": "en"}',
  )
  const args = ['user', 'create', '--email', 'grace@example.com', '--verified', '--name', 'Grace Hopper']
  const made = await line.json([...args, '--claims-file', file])
  expect(made).toMatchObject({ name: 'Grace Hopper', status: 'active', role: 'user', username: null })
  const core = await line.openCore()
  const { claims } = await core.accounts.getByOperator('grace@example.com')
  await core.close()
  expect(claims).toEqual({ given_name: 'Grace', name: 'Grace Hopper', locale: 'en' })
})

test('lists everybody, oldest first', async () => {
  const emails = (await line.json<{ email: string }[]>(['user', 'list'])).map(({ email }) => email)
  expect(emails[0]).toBe('Ada@Example.com')
  expect(emails.at(-1)).toBe('grace@example.com')
  const { stdout } = await line.run(['user', 'list'])
  expect(stdout.split('\n')[1]).toMatch(/^1 +[0-9a-f-]{36} +Ada@Example\.com +- +admin +pending$/)
})

describe('somebody', () => {
  const EVE = 'eve@example.com'
  beforeAll(async () => {
    await line.json(['user', 'create', '--email', EVE, '--password-stdin'], PASSWORD)
  })

  test('is kept out, and let in again', async () => {
    expect(await line.json(['user', 'disable', EVE])).toMatchObject({ email: EVE, status: 'disabled' })
    expect(await signsIn(EVE, PASSWORD)).toBe(false)
    expect(await line.json(['user', 'list'])).toContainEqual(
      expect.objectContaining({ email: EVE, status: 'disabled' }),
    )
    expect(await line.json(['user', 'enable', EVE])).toMatchObject({ email: EVE, status: 'pending' })
    expect(await signsIn(EVE, PASSWORD)).toBe(true)
  })

  test('who is locked out is shown so, and unlocked', async () => {
    const core = await line.openCore()
    const visit = { origin: {} }
    for (const _ of Array(10)) await core.signIn.checkPassword(EVE, 'wrong', visit)
    await core.close()
    expect(await line.json(['user', 'show', EVE])).toMatchObject({ status: 'locked' })
    expect(await signsIn(EVE, PASSWORD)).toBe(false)
    expect(await line.json(['user', 'unlock', EVE])).toMatchObject({ status: 'pending' })
    expect(await signsIn(EVE, PASSWORD)).toBe(true)
  })

  test('is deleted, and then is nobody', async () => {
    const { sub } = await line.json(['user', 'show', EVE])
    expect(await line.json(['user', 'delete', EVE])).toEqual({ deleted: sub })
    for (const verb of ['show', 'disable', 'enable', 'unlock', 'delete']) {
      expect(await line.refused(['user', verb, EVE])).toContain(`There is no user ${EVE}`)
    }
    expect(await signsIn(EVE, PASSWORD)).toBe(false)
  })
})

describe('what is refused', () => {
  const EMAIL = ['--email', 'new@example.com']

  test.each([
    ['no address', ['--email', 'nobody'], '', /email/],
    ['two addresses', ['--email', 'a@example.com,b@example.com'], '', /email/],
    ['a short password', [...EMAIL, '--password-stdin'], 'short\n', /password/],
    ['an empty password', [...EMAIL, '--password-stdin'], '', /password/],
    [
      'a password that is no UTF-8',
      [...EMAIL, '--password-stdin'],
      Uint8Array.of(0xff, 0xfe, 0xff, 0xfe),
      /UTF-8/,
    ],
    ['a name that steers the terminal', [...EMAIL, '--name', 'a\u001b[2Jb'], '', /name/],
    ['a role of two lines', [...EMAIL, '--role', 'a\nb'], '', /role/],
  ])('%s', async (_what, args, stdin, words) => {
    const { code, stdout, stderr } = await line.run(['user', 'create', ...args], { stdin })
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(words)
    expect(stderr.trimEnd()).not.toMatch(/\p{Cc}/u)
  })

  test.each([
    ['a member that is no claim', '{"sub": "me"}', /sub is not a standard claim/],
    ['a claim of the wrong type', '{"name": 1}', /name/],
    ['a list', '["name"]', /JSON object/],
    ['no JSON', '{name: "x"}', /does not hold JSON/],
  ])('a file of claims with %s', async (_what, content, words) => {
    const file = await line.file('wrong.json', content)
    expect(await line.refused(['user', 'create', ...EMAIL, '--claims-file', file])).toMatch(words)
  })

  test('a password on the command line, without repeating it', async () => {
    const stderr = await line.refused(['user', 'create', ...EMAIL, '--password=hunter2hunter2'], 2)
    expect(stderr).toMatch(/there is no option --password\nusage: gatehouse user create --email E/)
    expect(stderr).not.toContain('hunter2')
  })
})
