/** Whatever is sent to the JSON APIs is answered, in the format of its surface, and leaves nothing behind. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ApiClient, createApiClient } from '../../support/api-client.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import { type FuzzedRequest, fuzzedRequests } from './fuzzed-requests.ts'
import { createSender, type Sender } from './send-at-once.ts'

/** Another seed, for another search: SEED=$RANDOM. */
const SEED = Number(process.env.SEED ?? 1)
const BATCH = 100
const BATCHES = 210
const INSIDES = /node_modules|\bat .*\.[tj]s:\d|file:\/\/|\/src\/|(?:Type|Range|Syntax|Reference|URI)Error/
const MEGABYTE = 1024 * 1024

let app: RunningApp
let api: ApiClient
let sender: Sender
const unhandled: unknown[] = []
const note = (reason: unknown) => unhandled.push(reason)

beforeAll(async () => {
  app = await startApp({ RATE_LIMIT: 'off' })
  api = await createApiClient(app.issuer)
  sender = createSender(app.port)
  process.on('unhandledRejection', note)
})
afterAll(async () => {
  process.off('unhandledRejection', note)
  sender.close()
  await app.stop()
})

setFlagsFromString('--expose_gc')
const collectGarbage = runInNewContext('gc') as () => void

function heapUsed(): number {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

async function expectAnswer(request: FuzzedRequest): Promise<void> {
  const { method, path, body } = request
  const told = `${method} ${path} ${JSON.stringify(request.headers)} ${body?.toString('latin1').slice(0, 300)}`
  const answer = await sender.send(request)
  // Cut off by its sender, who hears nothing any more.
  if (answer === undefined) return
  const { status, headers, text } = answer
  expect(status, `${told} → ${text}`).toBeLessThan(500)
  expect(text, told).not.toMatch(INSIDES)
  // What is no HTTP is answered by the HTTP parser itself.
  if (text === '' && status >= 400 && headers.get('x-request-id') === null) return
  const parsed =
    text === '' || headers.get('content-type')?.startsWith('text/html') ? undefined : JSON.parse(text)
  if (method !== 'HEAD' && parsed !== undefined) api.check(method, path, { status, headers, body: parsed })
}

describe('20,000 requests that are wrong in some way', () => {
  it('are answered below 500, each in the format of its surface, and leave no memory behind', async () => {
    let sent = 0
    let settled = 0
    const property = fc.asyncProperty(
      fc.array(fuzzedRequests(api.document), { minLength: BATCH, maxLength: BATCH, size: 'max' }),
      async (requests) => {
        await Promise.all(requests.map(expectAnswer))
        sent += requests.length
        if (settled === 0 && sent >= (BATCH * BATCHES) / 3) settled = heapUsed()
      },
    )
    const { errorInstance } = await fc.check(property, { numRuns: BATCHES, seed: SEED, endOnFailure: true })
    // Tells the request in its message; the batch it came in would fill the screen.
    if (errorInstance !== null) throw errorInstance
    expect(sent).toBeGreaterThanOrEqual(20_000)
    // They reach every operation, by more than one way to fail.
    const operations = new Set([...api.seen].map((each) => each.split(' ')[0]))
    expect(operations.size).toBe(
      Object.values(api.document.paths).flatMap((path) => Object.keys(path)).length,
    )
    expect(api.seen.size).toBeGreaterThan(2 * operations.size)
    expect(unhandled).toEqual([])
    expect((heapUsed() - settled) / MEGABYTE).toBeLessThan(20)
    // Still there, and in order.
    expect((await api.get('/api/v1/auth/health')).status).toBe(200)
  }, 600_000)
})
