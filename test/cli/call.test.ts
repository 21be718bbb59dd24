/** How commands are called, and what holds for all of them. */
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { slowness } from '../support/pace.ts'
import { type CommandLine, openCommandLine } from './command-line.ts'

let line: CommandLine
beforeEach(async () => {
  line = await openCommandLine()
})
afterEach(() => line.remove())

async function printed(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await line.run(args)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return stdout
}

describe('help', () => {
  test('lists every command, or those of a group', async () => {
    const all = await printed('help')
    expect(await printed('--help')).toBe(all)
    for (const name of ['serve', 'client rotate-secret', 'resource update', 'user show', 'keys list']) {
      expect(all).toMatch(new RegExp(`^  ${name} {2}`, 'm'))
    }
    const group = await printed('client', '--help')
    expect(group).toContain('client create')
    expect(group).not.toContain('user create')
  })

  test('says how one command is called, wherever it is asked for, and does nothing', async () => {
    const usage = await printed('user', 'create', '--help')
    expect(usage).toMatch(/^usage: gatehouse user create --email E /)
    expect(await printed('help', 'user', 'create')).toBe(usage)
    expect(await printed('user', 'create', '--email', 'a@example.com', '--help')).toBe(usage)
    expect(existsSync(line.dataDir)).toBe(false)
  })

  test('is JSON too', async () => {
    const commands = await line.json<{ name: string }[]>(['help'])
    expect(commands.map(({ name }) => name)).toContain('client create')
  })

  test('is what a wrong call gets, with exit code 2, and no store is opened', async () => {
    expect(await line.refused([], 2)).toContain('client create')
    expect(await line.refused(['client'], 2)).toContain('client create')
    expect(await line.refused(['clint', 'list'], 2)).toContain('there is no command "clint list"')
    expect(await line.refused(['client', 'list', '--jsno'], 2)).toContain(
      'usage: gatehouse client list [--json]',
    )
    expect(await line.refused(['serve', '--port', '80'], 2)).toContain('usage: gatehouse serve')
    expect(await line.refused(['help', 'nothing'], 2)).toContain('there is no command "nothing"')
    expect(existsSync(line.dataDir)).toBe(false)
  })
})

test('says its version', async () => {
  expect(await printed('--version')).toBe(`${manifest.version}\n`)
  expect(await line.json(['--version'])).toEqual({ version: manifest.version })
})

test('lists of nothing are said in words, and are empty arrays', async () => {
  for (const group of ['client', 'resource', 'user']) {
    expect(await printed(group, 'list')).toMatch(/^There are no /)
    expect(await line.json([group, 'list'])).toEqual([])
  }
})

test('keys list shows the keys that the server will use, on a fresh installation too', async () => {
  const keys = await line.json<{ kid: string; alg: string }[]>(['keys', 'list'])
  for (const alg of ['RS256', 'ES256']) {
    expect(keys.find((key) => key.alg === alg)).toEqual({
      kid: expect.stringMatching(/^[\w-]{43}$/),
      alg,
      use: 'sig',
      status: 'current',
      signs_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      retires_at: null,
    })
  }
  expect(await line.json(['keys', 'list'])).toEqual(keys)
  const core = await line.openCore()
  const used = (await core.signingKeys.openAll()).map(({ kid }) => kid)
  await core.close()
  expect(used.toSorted()).toEqual(keys.map(({ kid }) => kid).toSorted())
  expect(await printed('keys', 'list')).toMatch(/^kid +alg +use +status +signs_at +retires_at\n/)
})

describe('what cannot be opened is told in words, with exit code 1', () => {
  test('a damaged database', async () => {
    await line.json(['client', 'list'])
    await writeFile(join(line.dataDir, 'gatehouse.sqlite'), 'this is no database '.repeat(1000))
    for (const args of [['client', 'list'], ['user', 'list', '--json'], ['keys', 'list'], ['serve']]) {
      expect(await line.refused(args)).toMatch(
        /cannot start:\n {2}- .*gatehouse\.sqlite.*Restore it from a backup/,
      )
    }
  })

  test('a data folder that is a file', async () => {
    await writeFile(line.dataDir, '')
    expect(await line.refused(['client', 'list'])).toMatch(/is not a folder/)
  })

  test('wrong settings, all at once', async () => {
    const { code, stdout, stderr } = await line.run(['client', 'list', '--json'], {
      environment: { PORT: 'x', LOG_LEVEL: 'loud' },
    })
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/cannot start:\n {2}- PORT .*\n {2}- LOG_LEVEL /)
  })
})

test('what other hands put into the store cannot steer the terminal', async () => {
  const name = '\u001b[31mred\u0007\u009b2J\r\nclient_secret  forged \u202etxt'
  const core = await line.openCore()
  const { client } = await core.clients.register({ name: 'x', grantTypes: ['client_credentials'] })
  await core.stores.clients.update(client.id, (current) => ({ ...current, name }))
  await core.close()
  for (const args of [
    ['client', 'list'],
    ['client', 'show', client.id],
  ]) {
    const shown = await printed(...args)
    expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u)
    expect(shown).toContain('\\u001b[31mred\\u0007')
    expect(shown).not.toMatch(/^client_secret/m)
  }
  const json = await printed('client', 'list', '--json')
  expect(json.trimEnd()).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u)
  expect(JSON.parse(json)).toMatchObject([{ client_name: name }])
})

test('client list is there well within a second', async () => {
  const seconds = []
  for (let round = 0; round < 5; round += 1) {
    const before = await slowness()
    const start = performance.now()
    await printed('client', 'list')
    const time = performance.now() - start
    seconds.push(time / 1000 / Math.max(before, await slowness()))
  }
  // The fastest: the others tell how busy the machine is.
  expect(Math.min(...seconds)).toBeLessThan(1)
})
