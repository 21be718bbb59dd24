/** Nothing is promised that never happens: every status of every operation in the OpenAPI document is brought about. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ApiAnswer, type ApiClient, createApiClient, type Operation } from '../../support/api-client.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import { mailedToken } from '../account/mailed-token.ts'
import { aPerson, PASSWORD, type Person, provocations, resetToken, withSecondFactor } from './provocations.ts'

let app: RunningApp
let api: ApiClient
let somebody: Person

beforeAll(async () => {
  app = await startApp({ RATE_LIMIT: 'off' })
  api = await createApiClient(app.issuer)
  somebody = await aPerson(app, api)
})
afterAll(() => app.stop())

interface Promised {
  method: string
  path: string
  operation: Operation
  status: number
}

function promised(): Promised[] {
  return Object.entries(api.document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) =>
      Object.keys(operation.responses).map((status) => ({
        method: method.toUpperCase(),
        path,
        operation,
        status: Number(status),
      })),
    ),
  )
}

const JSON_TYPE = { 'content-type': 'application/json' }

/** What is the same everywhere. */
function general({ method, path, operation, status }: Promised): Promise<ApiAnswer> | undefined {
  const isBearer = operation.security.some((scheme) => 'bearer' in scheme)
  const token = isBearer ? { token: somebody.access } : {}
  const send = (raw: string, headers = JSON_TYPE) => api.call(method, path, { raw, headers, ...token })
  if (status === 401 && isBearer) return api.call(method, path, operation.requestBody ? { body: {} } : {})
  if (operation.requestBody === undefined) return undefined
  if (status === 400) return send('{')
  if (status === 413) return send('x'.repeat(70_000))
  if (status === 415) return send('x', { 'content-type': 'text/plain' })
  return undefined
}

/** Those that need a fault of the server or the budget of an address. */
const ELSEWHERE = [429, 500, 503]

describe('the OpenAPI document', () => {
  it('promises no status that never happens', async () => {
    const specific = provocations(app, api)
    const failures: string[] = []
    const provoke = async (one: Promised) => {
      const name = `${one.operation.operationId} ${one.status}`
      const answer = await (specific[name]?.() ?? general(one))
      if (answer?.status !== one.status) failures.push(`${name}: ${answer?.status ?? 'no idea how'}`)
    }
    // Together, since being wrong again and again is made to take its time.
    await Promise.all(
      promised()
        .filter(({ status }) => !ELSEWHERE.includes(status))
        .map(provoke),
    )
    expect(failures).toEqual([])
    expect(Object.keys(specific).filter((name) => !api.seen.has(name))).toEqual([])
  })

  it('promises 503 where the stores are away, with the time to come back', async () => {
    const database = new DatabaseSync(join(app.dataDir, 'gatehouse.sqlite'))
    const tables = database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .all()
      .map(({ name }) => String(name))
    const rename = (from: string, to: string) => database.exec(`ALTER TABLE ${from} RENAME TO ${to}`)
    const known = await knownTokens()
    for (const table of tables) rename(table, `${table}_away`)
    try {
      const failures: string[] = []
      for (const { method, path, operation, status } of promised()) {
        if (status !== 503 || operation.operationId === 'accountHealth') continue
        const isClient = operation.security.some((scheme) => 'client' in scheme)
        const answer = await api.call(method, path.replace(/\{\w+\}/, known.verify), {
          ...(isClient ? {} : { token: somebody.access }),
          ...(operation.requestBody && { body: filled(operation, known) }),
        })
        if (answer.status !== 503) failures.push(`${operation.operationId}: ${answer.status}`)
        expect(JSON.stringify(answer.body)).not.toMatch(/sqlite|table|SELECT/i)
      }
      expect(failures).toEqual([])
    } finally {
      for (const table of tables) rename(`${table}_away`, table)
      database.close()
    }
  })
})

interface Known {
  verify: string
  reset: string
  mfa: string
}

async function knownTokens(): Promise<Known> {
  const other = await aPerson(app, api)
  await withSecondFactor(app, other)
  const login = await api.post('/auth/login', { email: other.email, password: PASSWORD })
  return {
    verify: await mailedToken(app, 'verify-email', somebody.email),
    reset: await resetToken(app, api, somebody.email),
    mfa: login.body.mfa_token,
  }
}

/** The example of the operation, with tokens that are. */
function filled({ operationId, requestBody }: Operation, known: Known): object {
  const example = requestBody?.content['application/json']?.example as Record<string, string>
  const { access, refresh } = somebody
  const real: Record<string, string> = {
    token: operationId === 'accountConfirmPasswordReset' ? known.reset : access,
    refresh_token: refresh,
    refreshToken: refresh,
    mfa_token: known.mfa,
  }
  return Object.fromEntries(Object.entries(example).map(([name, value]) => [name, real[name] ?? value]))
}
