/** Nothing is promised that never happens: every status of every operation in the OpenAPI document is brought about. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ApiAnswer, type ApiClient, createApiClient } from '../../support/api-client.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import { type Promised, promised } from './promised.ts'
import { aPerson, type Person, provocations } from './provocations.ts'

let app: RunningApp
let api: ApiClient
let somebody: Person

beforeAll(async () => {
  app = await startApp({ RATE_LIMIT: 'off' })
  api = await createApiClient(app.issuer)
  somebody = await aPerson(app, api)
})
afterAll(() => app.stop())

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

/** Those that nobody brings about by what they send: see every-fault.test.ts. */
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
      promised(api)
        .filter(({ status }) => !ELSEWHERE.includes(status))
        .map(provoke),
    )
    expect(failures).toEqual([])
    expect(Object.keys(specific).filter((name) => !api.seen.has(name))).toEqual([])
  })
})
