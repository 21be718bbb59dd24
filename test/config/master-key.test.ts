/** The master key: made once, for its owner's eyes, and never lost or guessed at. */
import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { ConfigError, loadMasterKey } from '#config'
import { temporaryFolder } from './temporary-folder.ts'

const path = temporaryFolder()
const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const IS_ROOT = process.getuid?.() === 0
/** Windows has no such bits. */
const HAS_MODES = process.platform !== 'win32'

function load(keysDir = path('keys'), secretsKey: Buffer | null = null): Buffer {
  return loadMasterKey({
    keysDir,
    secretsKey,
    secretsKeyInVault: null,
    signingKeysInVault: null,
    leadSeconds: 3600,
  })
}

function modeOf(file: string): string {
  return (statSync(file).mode & 0o777).toString(8)
}

function keyFileWith(text: string, mode = 0o600): string {
  mkdirSync(path('keys'))
  writeFileSync(path('keys/secrets.key'), text)
  chmodSync(path('keys/secrets.key'), mode)
  return path('keys/secrets.key')
}

describe('the first start', () => {
  it('makes a key of 32 bytes, and every later one finds it', () => {
    const key = load()
    expect(key).toHaveLength(32)
    expect(load()).toEqual(key)
    expect(readFileSync(path('keys/secrets.key'), 'utf8')).toBe(`${key.toString('base64')}\n`)
    expect(readdirSync(path('keys'))).toEqual(['secrets.key'])
  })

  it.runIf(HAS_MODES)('makes it for its owner alone, whatever the process lets others do otherwise', () => {
    const before = process.umask(0)
    try {
      load()
    } finally {
      process.umask(before)
    }
    expect([modeOf(path('keys')), modeOf(path('keys/secrets.key'))]).toEqual(['700', '600'])
  })

  it('makes another key in another folder', () => {
    expect(load(path('one'))).not.toEqual(load(path('other')))
  })

  it('of several processes at once gives all of them the same key', async () => {
    const script = `import { loadMasterKey } from '#config'
      const keysDir = process.argv[1]
      process.stdout.write(loadMasterKey({ keysDir, secretsKey: null, leadSeconds: 0 }).toString('hex'))`
    const run = promisify(execFile)
    const args = ['--input-type=module', '-e', script, path('keys')]
    const runs = await Promise.all(
      Array.from({ length: 4 }, () => run(process.execPath, args, { cwd: ROOT })),
    )
    expect(new Set(runs.map(({ stdout }) => stdout))).toEqual(new Set([load().toString('hex')]))
    expect(readdirSync(path('keys'))).toEqual(['secrets.key'])
  })
})

describe('SECRETS_KEY', () => {
  it('is used instead, and no file is made', () => {
    const given = Buffer.alloc(32, 7)
    expect(load(path('keys'), given)).toEqual(given)
    expect(readdirSync(path())).toEqual([])
  })

  it('goes before a file that is there, whatever that holds', () => {
    keyFileWith('nonsense', 0o644)
    expect(load(path('keys'), Buffer.alloc(32, 7))).toEqual(Buffer.alloc(32, 7))
  })
})

describe('a key file', () => {
  const A_KEY = Buffer.alloc(32, 7).toString('base64')

  it('may come from somewhere else, with or without a line break', () => {
    keyFileWith(A_KEY)
    expect(load()).toEqual(Buffer.alloc(32, 7))
  })

  it.runIf(HAS_MODES).each([0o640, 0o604, 0o620, 0o644, 0o777])(
    'that others can read or write is refused, with what to do (%o)',
    (mode) => {
      const file = keyFileWith(A_KEY, mode)
      expect(() => load()).toThrow(ConfigError)
      expect(() => load()).toThrow(`${file} is readable by others. Run \`chmod 600 ${file}\``)
      expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual([A_KEY, mode])
    },
  )

  it.each([
    ['nothing', ''],
    ['a line break', '\n'],
    ['half a key', A_KEY.slice(0, 20)],
    ['two keys', A_KEY.replace('=', '') + A_KEY],
    ['something else', 'This is not a key, this is a note to whoever finds it.'],
  ])('that holds %s is refused, and left as it is', (_what, text) => {
    const file = keyFileWith(text)
    expect(() => load()).toThrow(ConfigError)
    expect(() => load()).toThrow(`${file} does not hold 32 bytes in base64`)
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  it('is not told by the error', () => {
    keyFileWith('sesame')
    expect(() => load()).not.toThrow('sesame')
  })
})

describe('a folder that cannot hold the key', () => {
  it('because it is a file is told by its name, with what to do', () => {
    writeFileSync(path('file'), '')
    for (const keysDir of [path('file'), path('file/keys')]) {
      expect(() => load(keysDir)).toThrow(ConfigError)
      expect(() => load(keysDir)).toThrow(`KEYS_DIR ${keysDir} cannot hold the key file`)
    }
  })

  it('because a folder stands in its place is told by its name', () => {
    mkdirSync(path('keys/secrets.key'), { recursive: true })
    expect(() => load()).toThrow(`KEYS_DIR ${path('keys')} cannot hold the key file`)
  })

  // To its administrator a system forbids nothing.
  it.runIf(HAS_MODES && !IS_ROOT)('because it cannot be written is told by its name', () => {
    mkdirSync(path('keys'), { mode: 0o500 })
    expect(() => load()).toThrow(`KEYS_DIR ${path('keys')} cannot hold the key file`)
    expect(readdirSync(path('keys'))).toEqual([])
  })
})
