/**
 * Settings: read once, checked once, then frozen. The only reader of the environment; no other module looks at
 * `process.env`. Nothing is required: without any setting a working local server starts.
 */
import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { type MailSettings, readMail } from './mail.ts'
import { ConfigError } from './problems.ts'
import { createSettingsReader } from './read-settings.ts'
import * as sections from './sections.ts'

export type { MailSettings, Sender, SmtpSettings } from './mail.ts'
export { hasMasterKey, loadMasterKey } from './master-key.ts'
export { ConfigError } from './problems.ts'
export type {
  AccountSettings,
  KeySettings,
  LimitSettings,
  LogSettings,
  OutboundSettings,
  ServerSettings,
  StorageSettings,
  TokenSettings,
} from './sections.ts'

export interface Config {
  server: sections.ServerSettings
  storage: sections.StorageSettings
  keys: sections.KeySettings
  tokens: sections.TokenSettings
  accounts: sections.AccountSettings
  limits: sections.LimitSettings
  outbound: sections.OutboundSettings
  vault: sections.VaultSettings | null
  mail: MailSettings
  log: sections.LogSettings
}

type Environment = Record<string, string | undefined>

/**
 * Reads every setting; the environment overrides the file.
 * @param file path of a file of NAME=value lines; an absent file is no problem
 * @throws ConfigError listing every problem at once
 */
export function loadConfig(environment: Environment = process.env, file = '.env'): Config {
  const all: Environment = { ...readFile(file), ...environment }
  const reader = createSettingsReader(all)
  const server = sections.readServer(reader)
  const config: Config = {
    server,
    storage: sections.readStorage(reader),
    keys: sections.readKeys(reader),
    tokens: sections.readTokens(reader),
    accounts: sections.readAccounts(reader),
    limits: sections.readLimits(reader),
    outbound: sections.readOutbound(reader),
    vault: sections.readVault(reader),
    mail: readMail(reader, server.issuer),
    log: sections.readLog(reader),
  }
  const problems = [...reader.problems, ...unknownNames(all), ...contradictions(config)]
  if (problems.length > 0) throw new ConfigError(problems)
  return deepFreeze(config)
}

function readFile(file: string): Environment {
  try {
    return parseEnv(readFileSync(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw new ConfigError([`The settings file ${file} cannot be read: ${(error as Error).message}`])
  }
}

/** No setting is called GATEHOUSE_…, so such a name is a mistake that would otherwise go unnoticed. */
function unknownNames(environment: Environment): string[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith('GATEHOUSE_'))
    .map((name) => `${name} is not a setting; perhaps ${name.slice('GATEHOUSE_'.length)} was meant`)
}

function contradictions({ keys, storage, vault }: Config): string[] {
  const problems: string[] = []
  const isKeyGiven = keys.secretsKey !== null || keys.secretsKeyInVault !== null
  if (storage.mongodbUri !== null && !isKeyGiven) {
    problems.push('SECRETS_KEY is required with MONGODB_URI, since all nodes must have the same one')
  }
  if (keys.secretsKeyInVault !== null && vault === null) {
    problems.push('SECRETS_KEY names a secret in Vault, and VAULT_ADDR does not say where that is')
  }
  if (keys.signingKeysInVault !== null && vault === null) {
    problems.push('SIGNING_KEYS names a secret in Vault, and VAULT_ADDR does not say where that is')
  }
  const isLogin = vault?.roleId != null && vault.secretId !== null
  if (vault !== null && vault.token === null && !isLogin) {
    problems.push('VAULT_ADDR needs VAULT_TOKEN, or VAULT_ROLE_ID and VAULT_SECRET_ID')
  }
  return problems
}

function deepFreeze<Value extends object>(value: Value): Value {
  for (const member of Object.values(value)) {
    if (typeof member === 'object' && member !== null && !Buffer.isBuffer(member)) deepFreeze(member)
  }
  return Object.freeze(value)
}
