/** What no caller is to blame for, at every operation of the OpenAPI document: a used up budget, a bug, a store that is away. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { DomainError } from '#domain/errors'
import { type ApiAnswer, type ApiClient, createApiClient } from '../../support/api-client.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import { fault } from './faulty-stores.ts'
import { type GoodRequest, goodRequests, type Promised, promised } from './promised.ts'

vi.mock('#adapters', async (original) => {
  const { faultyAdapters } = await import('./faulty-stores.ts')
  return faultyAdapters(await original())
})

const SECRET = 'hunter2'
/** As a bug would have it: with everything that nobody may see. */
const bug = () =>
  new TypeError(`Cannot read ${SECRET} of SELECT * FROM accounts (/srv/gatehouse/src/core.ts:1)`)
const away = () =>
  new DomainError('unavailable', 'store_unavailable', 'The store is away', {
    retryAfterSeconds: 7,
    cause: bug(),
  })
const INSIDES = /hunter2|SELECT|TypeError|\.ts\b|node_modules/

interface Served {
  app: RunningApp
  api: ApiClient
}

/** Without budgets a request comes as far as its own work; with them, the budget is the first to need a store. */
let unlimited: Served
let budgeted: Served
/** Whoever has used up the budget is refused without one. */
let limited: Served
let requestFor: (one: Pick<Promised, 'path' | 'operation'>) => GoodRequest

async function serve(settings: Record<string, string>): Promise<Served> {
  const app = await startApp(settings)
  return { app, api: await createApiClient(app.issuer) }
}

beforeAll(async () => {
  const limits = ['off', '10000', '1'] as const
  const served = await Promise.all(limits.map((limit) => serve({ RATE_LIMIT: limit })))
  ;[unlimited, budgeted, limited] = served as [Served, Served, Served]
  requestFor = await goodRequests(unlimited.app, unlimited.api)
})
afterEach(() => {
  fault.error = undefined
})
afterAll(() => Promise.all([unlimited, budgeted, limited].map(({ app }) => app.stop())))

/** The answers of all operations that promise the status, each held against the document, by their names. */
async function ask({ api }: Served, status: number): Promise<[string, ApiAnswer][]> {
  const answers: [string, ApiAnswer][] = []
  for (const { method, path, operation } of promised(api).filter((one) => one.status === status)) {
    const request = requestFor({ path, operation })
    answers.push([operation.operationId, await api.call(method, request.path, request.options)])
  }
  expect(answers.length).toBeGreaterThan(25)
  return answers
}

/** Which status, which code, and when to come back; the one surface without codes has the status for one. */
function told({ status, headers, body }: ApiAnswer): unknown[] {
  return [status, body.error ?? body.status, headers.get('retry-after')]
}

function expectDiscreet(name: string, { headers, body }: ApiAnswer): void {
  expect(JSON.stringify([...headers, body]), name).not.toMatch(INSIDES)
  expect(headers.get('cache-control'), name).toBe('no-store')
  expect(headers.has('www-authenticate'), name).toBe(false)
}

describe('every operation', () => {
  it('tells a used up budget', async () => {
    await fetch(`${limited.app.issuer}/auth/me`)
    for (const [name, answer] of await ask(limited, 429)) {
      const seconds = Number(answer.headers.get('retry-after'))
      expect(told(answer), name).toEqual([429, expect.toBeOneOf(['rate_limited', 429]), String(seconds)])
      expect(seconds, name).toSatisfy((value: number) => Number.isInteger(value) && value >= 1 && value <= 61)
      const budget = ['limit', 'remaining'].map((part) => answer.headers.get(`x-ratelimit-${part}`))
      expect(budget, name).toEqual(['1', '0'])
      expectDiscreet(name, answer)
    }
  })

  describe.each([
    ['in its own work', () => unlimited, ['accountHealth']],
    ['in the budget before it', () => budgeted, []],
  ] as const)('%s', (_where, served, untouched) => {
    it('tells of a bug no more than that there is one', async () => {
      fault.error = bug()
      for (const [name, answer] of await ask(served(), 500)) {
        if (untouched.some((known) => known === name)) expect(answer.status, name).toBe(200)
        else {
          expect(told(answer), name).toEqual([500, expect.toBeOneOf(['server_error', 500]), null])
          expectDiscreet(name, answer)
        }
      }
    })

    it('tells of a store that is away when to come back', async () => {
      fault.error = away()
      for (const [name, answer] of await ask(served(), 503)) {
        if (untouched.some((known) => known === name)) expect(answer.status, name).toBe(200)
        else {
          expect(told(answer), name).toEqual([503, expect.toBeOneOf(['temporarily_unavailable', 503]), '7'])
          expectDiscreet(name, answer)
        }
      }
    })
  })
})
