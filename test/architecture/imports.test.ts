/** Who may import whom, and where each package is at home. */
import { describe, expect, it } from 'vitest'
import { brokenImportRules } from './check-imports.ts'
import { findCycles } from './find-cycles.ts'
import { PRODUCT, readAliases, readSources, type Source } from './sources.ts'

const aliases = readAliases()

describe('the sources', () => {
  const sources = readSources(PRODUCT)

  it('import only what the table of rooms and packages allows', () => {
    expect(brokenImportRules(sources, aliases)).toEqual([])
  })

  it('import each other in no circle, not even for types', () => {
    expect(findCycles(sources, aliases)).toEqual([])
  })
})

/** The rules that one file with this text would break. */
function broken(path: string, text: string): string[] {
  return brokenImportRules([{ path, text }], aliases)
}

describe('the table of rooms', () => {
  it.each([
    ['lib knows nothing of us', 'src/lib/x.ts', "import { loadConfig } from '#config'"],
    [
      'accounts do not know who signs in',
      'src/domain/accounts/x.ts',
      "import type { SignIn } from '#domain/sign-in'",
    ],
    [
      'clients do not know accounts',
      'src/domain/clients/x.ts',
      "import { accountStatus } from '#domain/accounts'",
    ],
    [
      'the domain gets its settings handed in',
      'src/domain/accounts/x.ts',
      "import { loadConfig } from '#config'",
    ],
    ['the domain does not know the engine', 'src/domain/accounts/x.ts', "import { ENDPOINTS } from '#oidc'"],
    ['the engine does not know pages', 'src/oidc/x.ts', "import type { Html } from '#views/layout'"],
    ['http does not know stores', 'src/http/x.ts', "import { openStores } from '#adapters'"],
    [
      'the demo does not know the domain',
      'src/demo/routes.ts',
      "import type { Accounts } from '#domain/accounts'",
    ],
    ['commands get the core handed in', 'src/cli/x.ts', "import { createCore } from '../core.ts'"],
    ['views do not know the product', 'views/pages/x.ts', "import type { Account } from '#domain/accounts'"],
    ['nothing imports the start', 'src/http/x.ts', "import { serve } from '../serve.ts'"],
  ])('is held: %s', (_rule, path, text) => {
    expect(broken(path, text)).toEqual([expect.stringMatching(/may (not )?import/)])
  })

  it.each([
    [
      'a deep path to another room',
      'src/http/x.ts',
      "import { signUp } from '../domain/accounts/sign-up.ts'",
    ],
    [
      'a relative path to a door',
      'src/http/x.ts',
      "import { createAccounts } from '../domain/accounts/index.ts'",
    ],
    [
      'a relative path to the errors',
      'src/domain/accounts/x.ts',
      "import { DomainError } from '../errors.ts'",
    ],
    ['a relative path to a tool', 'src/oidc/x.ts', "import { newId } from '../lib/ids.ts'"],
    ['a way past the door of a technology', 'adapters/index.ts', "import { x } from './sqlite/database.ts'"],
  ])('is entered by doors only, not by %s', (_way, path, text) => {
    expect(broken(path, text)).toEqual([expect.stringContaining('entered by its door only')])
  })

  it.each([
    ['types of ports', "import type { AccountStore } from '../../src/domain/accounts/account-store.ts'", 0],
    ['the error class', "import { DomainError } from '../../src/domain/errors.ts'", 0],
    ['what technologies share', "import { StoreOpenError } from '../errors.ts'", 0],
    ['values of ports', "import { accountKey } from '../../src/domain/accounts/account-store.ts'", 1],
    ['other errors', "import { invalidField } from '../../src/domain/errors.ts'", 1],
    ['doors', "import type { Account } from '#domain/accounts'", 1],
    ['tools', "import { nowSeconds } from '#lib/clock'", 1],
    ['another technology', "import { compareText } from '../memory/order.ts'", 1],
  ])('lets adapters have of src and each other: %s', (_what, text, problems) => {
    expect(broken('adapters/sqlite/x.ts', text)).toHaveLength(problems)
  })

  it('has its exceptions for single files', () => {
    const text = "import type { Clients } from '#domain/clients'"
    expect(broken('src/demo/register.ts', text)).toEqual([])
    expect(broken('src/demo/sessions.ts', text)).toHaveLength(1)
  })

  it('lets types through where it says so', () => {
    expect(broken('src/http/x.ts', "import type { ServerSettings } from '#config'")).toEqual([])
    expect(broken('src/http/x.ts', "import { loadConfig } from '#config'")).toHaveLength(1)
    expect(broken('src/cli/x.ts', "import type { Core } from '../core.ts'")).toEqual([])
  })

  it('does not let a new room stay out of it', () => {
    expect(broken('src/domain/parking/x.ts', '')).toEqual([
      'src/domain/parking/x.ts lies in no room that rules.ts knows',
    ])
    expect(broken('src/app.ts', "import { x } from '#domain/webhooks'")).toHaveLength(1)
  })
})

describe('the table of packages', () => {
  it.each([
    ['the engine', 'src/http/x.ts', "import { errors } from 'oidc-provider'"],
    ['koa in the domain', 'src/domain/accounts/x.ts', "import type { Context } from 'koa'"],
    ['koa as more than types in oidc', 'src/oidc/x.ts', "import Koa from 'koa'"],
    ['the database', 'adapters/memory/x.ts', "import { DatabaseSync } from 'node:sqlite'"],
    ['keys', 'src/http/x.ts', "import { jwtVerify } from 'jose'"],
    ['hashing', 'src/domain/accounts/x.ts', "import argon2 from 'argon2'"],
    ['the environment', 'src/http/x.ts', "import { env } from 'node:process'"],
    ['a package nobody argued for', 'src/lib/x.ts', "import leftPad from 'left-pad'"],
    ['files in the domain', 'src/domain/accounts/x.ts', "import { readFileSync } from 'node:fs'"],
    ['a later import', 'src/http/x.ts', "const { Provider } = await import('oidc-provider')"],
    ['a file within a package', 'src/http/x.ts', "import x from 'oidc-provider/lib/helpers/x.js'"],
  ])('is held: %s', (_rule, path, text) => {
    expect(broken(path, text)).toHaveLength(1)
  })

  it('lets types of koa into oidc', () => {
    expect(broken('src/oidc/x.ts', "import type { Middleware } from 'koa'")).toEqual([])
  })

  it.each([
    ['src/demo/x.ts', "import { SignJWT } from 'jose'", 1],
    ['src/domain/signing-keys/x.ts', "import { CompactSign } from 'jose'", 1],
    ['src/demo/x.ts', "import * as jose from 'jose'", 1],
    ['src/http/x.ts', "import { createSign } from 'node:crypto'", 1],
    ['src/oidc/x.ts', "import { SignJWT } from 'jose'", 0],
    ['src/demo/x.ts', "import { jwtVerify } from 'jose'", 0],
    ['src/http/x.ts', "import { randomUUID } from 'node:crypto'", 0],
  ])('leaves signing to the engine: %s, %s', (path, text, problems) => {
    expect(broken(path, text)).toHaveLength(problems)
  })
})

describe('the search for circles', () => {
  const file = (path: string, text: string): Source => ({ path, text })

  it('finds one, however long, and through types alone', () => {
    const sources = [
      file('src/lib/a.ts', "import { b } from './b.ts'"),
      file('src/lib/b.ts', "import type { C } from '#lib/c'"),
      file('src/lib/c.ts', "export { a } from './a.ts'"),
      file('src/lib/d.ts', "import { a } from './a.ts'"),
    ]
    expect(findCycles(sources, aliases)).toEqual([['src/lib/a.ts', 'src/lib/b.ts', 'src/lib/c.ts']])
  })

  it('finds a file that imports its own door', () => {
    const sources = [
      file('src/domain/accounts/index.ts', "export { x } from './x.ts'"),
      file('src/domain/accounts/x.ts', "import { y } from '#domain/accounts'"),
    ]
    expect(findCycles(sources, aliases)).toHaveLength(1)
  })

  it('takes two ways to one file for what they are', () => {
    const sources = [
      file('src/lib/a.ts', "import './b.ts'\nimport './c.ts'"),
      file('src/lib/b.ts', "import './c.ts'"),
      file('src/lib/c.ts', ''),
    ]
    expect(findCycles(sources, aliases)).toEqual([])
  })
})
