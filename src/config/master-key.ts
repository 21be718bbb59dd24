/** The master key: given as SECRETS_KEY, or generated once into a file that only its owner can read. */
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { MASTER_KEY_BYTES } from '#lib/secrets'
import { ConfigError } from './problems.ts'
import type { KeySettings } from './sections.ts'

const FILE_NAME = 'secrets.key'

/**
 * @param inVault what the secret holds that the settings name, where they name one
 * @returns 32 bytes
 * @throws ConfigError when the file cannot be made, is readable by others, or holds something else
 */
export function loadMasterKey(settings: KeySettings, inVault?: string): Buffer {
  if (inVault !== undefined) return keyInVault(inVault)
  if (settings.secretsKey !== null) return settings.secretsKey
  const file = join(settings.keysDir, FILE_NAME)
  try {
    mkdirSync(settings.keysDir, { recursive: true, mode: 0o700 })
    return readKey(file) ?? createKey(file)
  } catch (error) {
    if (error instanceof ConfigError) throw error
    throw new ConfigError([
      `KEYS_DIR ${settings.keysDir} cannot hold the key file: ${(error as Error).message}. ` +
        'Choose a folder that this user can write to, or give the key as SECRETS_KEY.',
    ])
  }
}

function keyInVault(text: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length === MASTER_KEY_BYTES) return key
  throw new ConfigError([
    `The secret in Vault that SECRETS_KEY names does not hold ${MASTER_KEY_BYTES} bytes in base64, such as ` +
      '`openssl rand -base64 32` prints',
  ])
}

/** Whether there is a key, so that `loadMasterKey` would make none. */
export function hasMasterKey(settings: KeySettings): boolean {
  return settings.secretsKey !== null || existsSync(join(settings.keysDir, FILE_NAME))
}

function readKey(file: string): Buffer | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  if ((statSync(file).mode & 0o077) !== 0) {
    throw new ConfigError([
      `The key file ${file} is readable by others. Run \`chmod 600 ${file}\`, and if others may have read it, ` +
        'treat every secret in the database as known to them.',
    ])
  }
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length !== MASTER_KEY_BYTES) {
    throw new ConfigError([
      `The key file ${file} does not hold ${MASTER_KEY_BYTES} bytes in base64. Restore it from a backup; ` +
        'without it the signing keys in the database cannot be opened.',
    ])
  }
  return key
}

/** Written aside and linked into place: of two processes that start together one wins, and both read a whole key. */
function createKey(file: string): Buffer {
  const aside = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  const text = `${randomBytes(MASTER_KEY_BYTES).toString('base64')}\n`
  // On the disk before its name is: what the database is about to keep cannot be read without it.
  writeFileSync(aside, text, { mode: 0o600, flag: 'wx', flush: true })
  try {
    chmodSync(aside, 0o600)
    linkSync(aside, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    unlinkSync(aside)
  }
  const key = readKey(file)
  if (key === undefined) throw new Error('it vanished while it was being made')
  return key
}
