/** The settings by subject: what each is, how its text is read, and what holds where it is absent. */
import { availableParallelism } from 'node:os'
import ipaddr from 'ipaddr.js'
import { LOG_LEVELS, type LogLevel } from '#lib/logger'
import { MASTER_KEY_BYTES } from '#lib/secrets'
import { LOOPBACK_HOSTS } from './loopback.ts'
import { listOf, oneOf, type Parse, type SettingsReader, wholeNumber } from './read-settings.ts'

export interface ServerSettings {
  host: string
  port: number
  /** The public URL: an origin without a trailing slash. */
  issuer: string
  /** Number of proxies in front, or their addresses and CIDRs; an empty list believes nobody. */
  trustProxy: number | string[]
  /** Further browser origins that may call the endpoints with CORS. */
  corsOrigins: string[]
  /** `NODE_ENV=production`: no demo app. */
  production: boolean
  /** Processes on this machine. */
  workers: number
  /** Whether it has more processors than that. */
  hasIdleProcessors: boolean
}

export interface StorageSettings {
  /** Where the embedded database lies, for what neither of the other two holds. */
  dataDir: string
  /** Durable records, and everything that expires where there is no Redis. */
  mongodbUri: string | null
  /** Everything that expires. */
  redisUrl: string | null
}

export interface KeySettings {
  keysDir: string
  /** The master key where it was given; generated in `keysDir` otherwise. */
  secretsKey: Buffer | null
  /** Where in Vault the master key lies, where it does. */
  secretsKeyInVault: VaultReference | null
  /** Where in Vault the signing keys lie, where they do. */
  signingKeysInVault: VaultPlace | null
  /** Seconds for which a new signing key is published before it signs. */
  leadSeconds: number
}

/** A secret in a KV store of version 2. */
export interface VaultPlace {
  mount: string
  path: string
}

/** A member of it. */
export interface VaultReference extends VaultPlace {
  field: string
}

export interface VaultSettings {
  /** An origin. */
  address: string
  token: string | null
  roleId: string | null
  secretId: string | null
  namespace: string | null
  caFile: string | null
}

export interface TokenSettings {
  /** Seconds within which the reuse of the last refresh token is answered as a retry. */
  refreshGraceSeconds: number
}

export interface AccountSettings {
  /** Roles that people may give themselves when they sign up; the first one where they name none. */
  signupRoles: string[]
  /** Whether asking for a password reset tells that nobody has the address. */
  revealsAccounts: boolean
  /** Of the service that knows passwords from breaches, to which five characters of a hash are appended; null asks none. */
  breachUrl: string | null
}

export interface LimitSettings {
  /** Requests a minute and address on the JSON APIs; null lifts every budget by address. */
  requestsPerMinute: number | null
}

export interface OutboundSettings {
  /** Hosts and CIDRs that may be reached although they are loopback, private or link-local. */
  allow: string[]
}

export interface LogSettings {
  level: LogLevel
}

/** Of a URL whose answers are believed, or that secrets are sent to. */
function checkIsTrusted(url: URL): void {
  if (url.username !== '' || url.password !== '') throw new Error('must not contain a user name or password')
  if (url.protocol === 'http:' && !LOOPBACK_HOSTS.has(url.hostname)) {
    throw new Error('must begin with https:// unless its host is loopback')
  }
}

const issuerUrl: Parse<string> = (text) => {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol)) throw new Error('must be an http or https URL')
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw new Error('must be a scheme, a host and perhaps a port, without path, query or fragment')
  }
  checkIsTrusted(url)
  return url.origin
}

const rangeUrl: Parse<string> = (text) => {
  const url = URL.parse(text)
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    !text.endsWith('/') ||
    url.search + url.hash !== ''
  ) {
    throw new Error(
      'must be an http or https URL that ends in /, such as https://api.pwnedpasswords.com/range/',
    )
  }
  checkIsTrusted(url)
  return url.href
}

const vaultAddress: Parse<string> = (text) => {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol) || url.origin !== text.replace(/\/$/, '')) {
    throw new Error('must be an http or https URL of a scheme, a host and perhaps a port')
  }
  checkIsTrusted(url)
  return url.origin
}

const MONGODB_SCHEMES = ['mongodb', 'mongodb+srv']
const REDIS_SCHEMES = [
  'redis',
  'rediss',
  'redis+cluster',
  'rediss+cluster',
  'redis+sentinel',
  'rediss+sentinel',
]

/** Only the scheme is checked here: these URLs may list several hosts, which no URL parser takes. */
function urlOf(schemes: string[]): Parse<string> {
  return (text) => {
    if (!schemes.some((scheme) => text.startsWith(`${scheme}://`) && text.length > scheme.length + 3)) {
      // The text itself may hold a password.
      throw new Error(
        `must begin with ${schemes.map((scheme) => `${scheme}://`).join(' or ')} and name a host`,
      )
    }
    return text
  }
}

const webOrigin: Parse<string> = (text) => {
  const url = URL.parse(text)
  if (url === null || url.origin !== text) {
    throw new Error(`must list origins such as https://app.example.com, not ${JSON.stringify(text)}`)
  }
  return text
}

function vaultPlaceOf(text: string, form: string): VaultPlace {
  const [, mount = '', path = ''] = /^vault:([\w-]+)\/([\w./-]+)$/.exec(text) ?? []
  if (mount === '' || path.split('/').some((part) => part === '' || /^\.+$/.test(part))) {
    throw new Error(`must name a secret as ${form} does`)
  }
  return { mount, path }
}

/** `vault:MOUNT/PATH` */
const vaultPlace: Parse<VaultPlace> = (text) => vaultPlaceOf(text, 'vault:MOUNT/PATH')

/** `vault:MOUNT/PATH#MEMBER` */
const vaultReference: Parse<VaultReference> = (text) => {
  const form = 'vault:MOUNT/PATH#MEMBER'
  const [, place = '', field = ''] = /^([^#]+)#([\w.-]+)$/.exec(text) ?? []
  return { ...vaultPlaceOf(place, form), field }
}

const base64Key: Parse<Buffer> = (text) => {
  const key = Buffer.from(text, 'base64')
  if (!/^[\w+/-]+=*$/.test(text) || key.length !== MASTER_KEY_BYTES) {
    throw new Error(`must be ${MASTER_KEY_BYTES} bytes in base64, such as \`openssl rand -base64 32\` prints`)
  }
  return key
}

const workerCount: Parse<number> = (text) =>
  text === 'auto' ? availableParallelism() : wholeNumber(1, 256)(text)

/** In full: short forms such as `2`, which mean 0.0.0.2, are more likely a mistake. */
function isAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || (/^[\da-f:.]+$/i.test(text) && ipaddr.IPv6.isValid(text))
}

const addressOrCidr: Parse<string> = (text) => {
  const [address = '', bits] = text.split('/')
  if (!isAddress(address) || (bits !== undefined && !ipaddr.isValidCIDR(text))) {
    throw new Error(`must be a number of hops or a list of addresses and CIDRs, not ${JSON.stringify(text)}`)
  }
  if (bits === '0') throw new Error(`must not believe everybody, as ${text} does`)
  return text
}

const proxies: Parse<number | string[]> = (text) => {
  if (text === 'off') return []
  return /^\d+$/.test(text) ? wholeNumber(0, 32)(text) : listOf(addressOrCidr)(text)
}

const hostOrCidr: Parse<string> = (text) => {
  if (!ipaddr.isValid(text) && !ipaddr.isValidCIDR(text) && !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text)) {
    throw new Error(`must list host names, addresses and CIDRs, not ${JSON.stringify(text)}`)
  }
  return text.toLowerCase()
}

export function readServer(settings: SettingsReader): ServerSettings {
  const port = settings.read('PORT', wholeNumber(1, 65_535), 3000)
  const workers = settings.read('WORKERS', workerCount, 1)
  return {
    host: settings.read('HOST', String, '127.0.0.1'),
    port,
    issuer: settings.read('ISSUER', issuerUrl, `http://localhost:${port}`),
    trustProxy: settings.read('TRUST_PROXY', proxies, []),
    corsOrigins: settings.read('CORS_ORIGINS', listOf(webOrigin), []),
    production: settings.read('NODE_ENV', String, '') === 'production',
    workers,
    hasIdleProcessors: availableParallelism() > workers,
  }
}

export function readStorage(settings: SettingsReader): StorageSettings {
  return {
    dataDir: settings.read('DATA_DIR', String, './data'),
    mongodbUri: settings.read('MONGODB_URI', urlOf(MONGODB_SCHEMES), null),
    redisUrl: settings.read('REDIS_URL', urlOf(REDIS_SCHEMES), null),
  }
}

function readSecretsKey(settings: SettingsReader) {
  const isInVault = settings.read('SECRETS_KEY', (text) => text.startsWith('vault:'), false)
  return {
    secretsKey: isInVault ? null : settings.read('SECRETS_KEY', base64Key, null),
    secretsKeyInVault: isInVault ? settings.read('SECRETS_KEY', vaultReference, null) : null,
  }
}

/** Null where there is no Vault. */
export function readVault(settings: SettingsReader): VaultSettings | null {
  const address = settings.read('VAULT_ADDR', vaultAddress, null)
  const others = {
    token: settings.read('VAULT_TOKEN', String, null),
    roleId: settings.read('VAULT_ROLE_ID', String, null),
    secretId: settings.read('VAULT_SECRET_ID', String, null),
    namespace: settings.read('VAULT_NAMESPACE', String, null),
    caFile: settings.read('VAULT_CACERT', String, null),
  }
  return address === null ? null : { address, ...others }
}

export function readKeys(settings: SettingsReader): KeySettings {
  return {
    keysDir: settings.read('KEYS_DIR', String, './keys'),
    ...readSecretsKey(settings),
    signingKeysInVault: settings.read('SIGNING_KEYS', vaultPlace, null),
    leadSeconds: settings.read('KEY_LEAD', wholeNumber(0, 30 * 24 * 3600), 3600),
  }
}

export function readTokens(settings: SettingsReader): TokenSettings {
  return { refreshGraceSeconds: settings.read('REFRESH_GRACE', wholeNumber(0, 300), 10) }
}

const roleName: Parse<string> = (text) => {
  if (!/^[\w.:-]{1,64}$/.test(text)) {
    throw new Error(
      `must list roles of letters, digits, dots, colons, dashes and underscores, not ${JSON.stringify(text)}`,
    )
  }
  return text
}

const requestsPerMinute: Parse<number | null> = (text) =>
  text === 'off' ? null : wholeNumber(1, 1_000_000)(text)

export function readAccounts(settings: SettingsReader): AccountSettings {
  return {
    signupRoles: settings.read('SIGNUP_ROLES', listOf(roleName), ['user']),
    revealsAccounts: settings.read('ACCOUNT_ENUMERATION', oneOf(['hide', 'reveal']), 'hide') === 'reveal',
    breachUrl: settings.read('PASSWORD_BREACH_URL', rangeUrl, null),
  }
}

export function readLimits(settings: SettingsReader): LimitSettings {
  return { requestsPerMinute: settings.read('RATE_LIMIT', requestsPerMinute, 100) }
}

export function readOutbound(settings: SettingsReader): OutboundSettings {
  return { allow: settings.read('OUTBOUND_ALLOW', listOf(hostOrCidr), []) }
}

export function readLog(settings: SettingsReader): LogSettings {
  return { level: settings.read('LOG_LEVEL', oneOf(LOG_LEVELS), 'info') }
}
