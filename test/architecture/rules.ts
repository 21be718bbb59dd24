/**
 * The rules of the house, all of them, as one table. The tests beside this file read the sources and hold them
 * against it. Whoever adds a room, a package or an exception writes it here, where it can be argued about.
 */

// --- Rooms: who may import whom ---------------------------------------------------------------------------------
//
// An entry of `mayImport` is a room, entered by its door, or files that may be entered directly; `*` stands for part
// of a name, `**` for any depth. "types of X" allows `import type` alone, "Name of X" that one name alone.

const LIB = 'src/lib'
const DOMAIN = 'src/domain/*'
const ERRORS = 'src/domain/errors.ts'
/** Below every other room of the domain: each announces what it did. */
const EVENTS = 'src/domain/events'
const CONFIG_TYPES = 'types of src/config'
/** What adapters know of the product: ports, as types, and the one error class. */
const PORTS = [
  'types of src/**/*-store.ts',
  'types of src/domain/mail/mailer.ts',
  'types of src/domain/tenants/secret-checker.ts',
  `DomainError of ${ERRORS}`,
]

/** Every file is its own door. */
export const EVERY_FILE = '**'
const INDEX = 'index.ts'

export interface Room {
  /** A folder, or one file. A file belongs to the longest entry that it lies in. */
  at: string
  /** The file by which others enter. */
  door: string
  mayImport: string[]
}

export const ROOMS: Room[] = [
  { at: 'src/lib', door: EVERY_FILE, mayImport: [] },
  { at: 'src/config', door: INDEX, mayImport: [LIB] },

  // Downhill: an entry may use those above it that it names, never one below.
  { at: 'src/domain/errors.ts', door: EVERY_FILE, mayImport: [] },
  { at: EVENTS, door: INDEX, mayImport: [LIB, CONFIG_TYPES, ERRORS] },
  { at: 'src/domain/limits', door: INDEX, mayImport: [LIB, CONFIG_TYPES, ERRORS] },
  { at: 'src/domain/one-time-tokens', door: INDEX, mayImport: [LIB, ERRORS] },
  { at: 'src/domain/lockout', door: INDEX, mayImport: [LIB, EVENTS, 'src/domain/limits'] },
  { at: 'src/domain/webhooks', door: INDEX, mayImport: [LIB, CONFIG_TYPES, ERRORS, EVENTS] },
  {
    at: 'src/domain/accounts',
    door: INDEX,
    mayImport: [
      LIB,
      CONFIG_TYPES,
      ERRORS,
      EVENTS,
      'src/domain/limits',
      'src/domain/lockout',
      'src/domain/one-time-tokens',
    ],
  },
  { at: 'src/domain/factors', door: INDEX, mayImport: [LIB, ERRORS, EVENTS, 'src/domain/one-time-tokens'] },
  { at: 'src/domain/branding', door: INDEX, mayImport: [ERRORS] },
  { at: 'src/domain/clients', door: INDEX, mayImport: [LIB, CONFIG_TYPES, ERRORS, 'src/domain/branding'] },
  { at: 'src/domain/resource-servers', door: INDEX, mayImport: [LIB, CONFIG_TYPES, ERRORS] },
  { at: 'src/domain/signing-keys', door: INDEX, mayImport: [LIB, CONFIG_TYPES, ERRORS] },
  {
    at: 'src/domain/sign-in',
    door: INDEX,
    mayImport: [
      LIB,
      ERRORS,
      EVENTS,
      'src/domain/accounts',
      'src/domain/factors',
      'src/domain/limits',
      'src/domain/lockout',
      'src/domain/one-time-tokens',
    ],
  },
  { at: 'src/domain/sessions', door: INDEX, mayImport: [EVENTS, 'src/domain/accounts'] },
  {
    at: 'src/domain/consents',
    door: INDEX,
    mayImport: [LIB, CONFIG_TYPES, ERRORS, EVENTS, 'src/domain/accounts', 'src/domain/clients'],
  },
  {
    at: 'src/domain/personal-data',
    door: INDEX,
    mayImport: [
      ERRORS,
      EVENTS,
      'src/domain/accounts',
      'src/domain/consents',
      'src/domain/factors',
      'src/domain/sessions',
    ],
  },
  {
    at: 'src/domain/mail',
    door: INDEX,
    mayImport: [LIB, CONFIG_TYPES, ERRORS, EVENTS, 'src/domain/accounts', 'src/domain/one-time-tokens'],
  },
  {
    at: 'src/domain/tenants',
    door: INDEX,
    mayImport: [
      LIB,
      CONFIG_TYPES,
      ERRORS,
      EVENTS,
      'src/domain/accounts',
      'src/domain/branding',
      'src/domain/clients',
    ],
  },

  { at: 'src/oidc', door: INDEX, mayImport: [LIB, CONFIG_TYPES, DOMAIN] },
  { at: 'src/http', door: INDEX, mayImport: [LIB, CONFIG_TYPES, DOMAIN, 'src/oidc', 'views'] },
  // An app like any other: it knows the provider by its URL. Its registration, made for it, is the one exception.
  { at: 'src/demo', door: INDEX, mayImport: [LIB, 'views'] },
  { at: 'src/jobs', door: INDEX, mayImport: [LIB, CONFIG_TYPES, DOMAIN, 'src/oidc'] },
  { at: 'src/doctor', door: INDEX, mayImport: [LIB, 'src/config', DOMAIN, 'adapters', 'src/core.ts'] },
  {
    at: 'src/cli',
    door: 'main.ts',
    mayImport: [LIB, CONFIG_TYPES, DOMAIN, 'types of src/core.ts', 'types of src/doctor'],
  },

  {
    at: 'src/core.ts',
    door: EVERY_FILE,
    // Those files of the engine's room know the records and not the engine.
    mayImport: [
      LIB,
      'src/config',
      DOMAIN,
      'adapters',
      'src/oidc/account-sessions.ts',
      'src/oidc/token-ending.ts',
    ],
  },
  {
    at: 'src/mail-delivery.ts',
    door: EVERY_FILE,
    mayImport: [LIB, CONFIG_TYPES, DOMAIN, 'adapters', 'views', 'types of src/core.ts'],
  },
  {
    at: 'src/app.ts',
    door: EVERY_FILE,
    mayImport: [
      LIB,
      CONFIG_TYPES,
      'src/core.ts',
      'src/mail-delivery.ts',
      'src/oidc',
      'src/http',
      'src/demo',
      'src/jobs',
    ],
  },
  {
    at: 'src/start-problem.ts',
    door: EVERY_FILE,
    mayImport: ['src/config', 'StoreOpenError of adapters', 'KeysUnreadableError of src/domain/signing-keys'],
  },
  { at: 'src/workers.ts', door: EVERY_FILE, mayImport: [LIB] },
  {
    at: 'src/serve.ts',
    door: EVERY_FILE,
    mayImport: [LIB, 'src/config', 'src/app.ts', 'src/start-problem.ts', 'src/workers.ts'],
  },
  { at: 'src/main.ts', door: EVERY_FILE, mayImport: ['src/serve.ts'] },

  // What a mail says is the domain's; its templates know that by type, so that none is forgotten.
  { at: 'views', door: EVERY_FILE, mayImport: [LIB, 'types of src/domain/mail'] },

  // A technology knows the ports and what all technologies share, never another technology.
  { at: 'adapters', door: INDEX, mayImport: [...PORTS, 'adapters/*'] },
  { at: 'adapters/caching', door: EVERY_FILE, mayImport: [...PORTS, 'adapters/*.ts'] },
  { at: 'adapters/memory', door: INDEX, mayImport: [...PORTS, 'adapters/*.ts'] },
  { at: 'adapters/sqlite', door: INDEX, mayImport: [...PORTS, 'adapters/*.ts'] },
  { at: 'adapters/mongodb', door: INDEX, mayImport: [...PORTS, 'adapters/*.ts'] },
  { at: 'adapters/vault', door: INDEX, mayImport: [...PORTS, 'adapters/*.ts'] },
  { at: 'adapters/redis', door: INDEX, mayImport: [...PORTS, 'adapters/*.ts'] },
  { at: 'adapters/mail', door: INDEX, mayImport: [...PORTS, 'adapters/*.ts'] },
]

/** What one file of a room may import beyond the rest of it. */
export const FILE_EXCEPTIONS: Record<string, string[]> = {
  // What an operator would do by hand for any app: register it.
  'src/demo/register.ts': [DOMAIN],
  // Starts the process, as src/main.ts does, and hands the rest of its room what lies outside of it.
  'src/cli/main.ts': ['src/config', 'src/core.ts', 'src/doctor', 'src/serve.ts', 'src/start-problem.ts'],
}

/** Every surface of the JSON APIs, file by file: what it answers, in which words, in which shapes, and how it refuses. */
export const SURFACES = {
  at: 'src/http/apis',
  files: ['errors.ts', 'present.ts', 'routes.ts', 'schemas.ts'],
}

// --- Packages: where each one is at home -------------------------------------------------------------------------
//
// Nowhere else may it be imported. "types in X" allows `import type` alone. A package that is not listed has no home
// yet; of Node's own modules only the listed ones are bound to a place.

export const PACKAGES: Record<string, string[]> = {
  'oidc-provider': ['src/oidc'],
  koa: ['src/http', 'src/demo', 'types in src/oidc'],
  'koa-compose': ['src/oidc'],
  '@koa/router': ['src/http', 'src/demo'],
  'proxy-addr': ['src/http'],
  ajv: ['src/http'],
  'openid-client': ['src/demo'],
  jose: ['src/domain/signing-keys', 'src/oidc', 'src/demo'],
  '@node-rs/argon2': ['src/lib'],
  bcryptjs: ['src/lib'],
  '@simplewebauthn/server': ['src/domain/factors'],
  '@zxcvbn-ts/core': ['src/domain/accounts'],
  '@zxcvbn-ts/language-common': ['src/domain/accounts'],
  'ipaddr.js': ['src/lib', 'src/config'],
  'p-limit': ['src/lib'],
  pino: ['src/lib'],
  'rate-limiter-flexible': ['src/domain/limits'],
  'raw-body': ['src/lib'],
  uqr: ['src/lib'],
  undici: ['src/lib', 'adapters/vault'],
  mongodb: ['adapters/mongodb'],
  nodemailer: ['adapters/mail'],
  ioredis: ['adapters/redis'],
  'lru-cache': ['adapters/caching', 'adapters/sqlite', 'adapters/mongodb', 'adapters/vault'],
  'node:process': ['src/config'],
  'node:sqlite': ['adapters/sqlite'],
}

/** The domain is plain TypeScript: of Node's modules it may use these. */
export const DOMAIN_BUILTINS = ['node:crypto']

/** Only the engine's room signs, so that introspection, revocation and events know every token there is. */
export const SIGNING = {
  jose: ['SignJWT', 'CompactSign', 'FlattenedSign', 'GeneralSign', 'UnsecuredJWT'],
  'node:crypto': ['sign', 'createSign'],
}
export const SIGNS = ['src/oidc']

// --- Texts that belong to one place ------------------------------------------------------------------------------

export interface Place {
  /** Completes "only these may …". */
  act: string
  pattern: RegExp
  /** Where the pattern is looked for: in what runs, or in what strings say. Comments may say anything. */
  among: 'code' | 'strings'
  rooms: string[]
}

export const PLACES: Place[] = [
  {
    act: 'read the environment',
    pattern: /\bprocess\s*(\??\.\s*env\b|(\?\.)?\[)|\benv\b[^=\n]*=\s*process\b/,
    among: 'code',
    rooms: ['src/config'],
  },
  {
    act: 'build HTML strings',
    pattern: /<!doctype|<\/[a-z][\w-]*>|<[a-z][\w-]*\s+[a-z-]+=/i,
    among: 'strings',
    rooms: ['views', 'src/lib/html.ts'],
  },
]

// --- Sizes -------------------------------------------------------------------------------------------------------

export const SIZES = {
  fileLines: 400,
  medianFileLines: 100,
  p90FileLines: 250,
  /** Without the lines of functions inside it. */
  functionLines: 60,
  /** Of text, in the comment that opens a room's door. */
  headerLines: { min: 2, max: 8 },
}

// --- Names -------------------------------------------------------------------------------------------------------

export const FILE_NAME = /^[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.ts$/
export const FOLDER_NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/

/** Names that do not say what a file is for. */
export const EMPTY_NAME = /^(types?|(.*-)?(utils?|helpers?|common|misc|constants?|managers?|services?))$/

// --- Comments ----------------------------------------------------------------------------------------------------

export interface Mark {
  /** What starts it, in comments or in code. */
  pattern: RegExp
  among: 'comments' | 'code'
  /** What it must look like; for code, what the comment on its line or just above must. */
  accepted: RegExp
  rule: string
}

export const MARKS: Mark[] = [
  {
    pattern: /biome-ignore[\w-]*/,
    among: 'comments',
    accepted: /biome-ignore[\w-]* \S+: \S+ \S+/,
    rule: 'a biome-ignore names its rule and, after a colon, its reason',
  },
  {
    pattern: /@ts-expect-error/,
    among: 'comments',
    accepted: /@ts-expect-error\W+\w+ \S+/,
    rule: 'a @ts-expect-error is followed by its reason',
  },
  {
    pattern: /@ts-(ignore|nocheck)/,
    among: 'comments',
    accepted: /^$/,
    rule: 'use @ts-expect-error, with its reason',
  },
  {
    pattern: /\bas any\b/,
    among: 'code',
    accepted: /\w+ \S+/,
    rule: 'a comment gives the reason for an `as any`',
  },
  {
    pattern: /\bTODO\b/,
    among: 'comments',
    accepted: /\bTODO\(#\d+\)/,
    rule: 'a TODO names its issue, as in TODO(#12)',
  },
  {
    pattern: /\b(FIXME|XXX|HACK)\b/,
    among: 'comments',
    accepted: /^$/,
    rule: 'the two markers are NOTE and TODO(#n)',
  },
]
