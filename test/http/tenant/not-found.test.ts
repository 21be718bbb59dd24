/** Nobody learns from an answer, nor from its time, which part of a place does not exist. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import { type Answer, aTenant, postJson, type TenantOfTest } from './a-tenant.ts'

const ROUNDS = 150

let app: RunningApp
let ours: TenantOfTest
let others: TenantOfTest

beforeAll(async () => {
  app = await startApp()
  ours = await aTenant(app)
  others = await aTenant(app, 'Other')
})
afterAll(() => app.stop())

/** Requests for places that are not there, by what is wrong with them. */
function places(): Record<string, Record<string, string>> {
  const request = ours.request(ours.member)
  return {
    'an unknown tenant': { ...request, tenant_id: 'tn_unknownunknownunknown' },
    'an unknown project': { ...request, project_id: 'pr_unknownunknownunknown' },
    'an unknown client': { ...request, client_id: 'unknownunknownunknown1' },
    'a project of another tenant': { ...request, project_id: others.projectId },
    'a client of another tenant': { ...request, client_id: others.clientId },
  }
}

const ask = (plane: string, body: Record<string, string>): Promise<Answer> =>
  postJson(app, `/auth/${plane}/generateToken`, body)

it.each(['user', 'admin'])(
  'every place that is not there is answered alike on the %s plane',
  async (plane) => {
    const answers = await Promise.all(Object.values(places()).map((body) => ask(plane, body)))
    for (const { status, body } of answers) {
      expect([status, body]).toEqual([404, answers[0]?.body])
      expect(body).toMatchObject({ error: 'client_not_found', error_description: 'Client not found' })
    }
  },
)

it('every one of them takes the same time', { retry: 2, timeout: 60_000 }, async () => {
  const asked = Object.entries(places())
  const times = new Map(asked.map(([name]) => [name, [] as number[]]))
  // In turns, so that whatever else this machine does falls on all of them alike.
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, body] of asked) {
      const startedAt = performance.now()
      await ask('user', body)
      times.get(name)?.push(performance.now() - startedAt)
    }
  }
  const medians = [...times].map(
    ([name, all]) => [name, all.toSorted((a, b) => a - b)[ROUNDS / 2] ?? 0] as const,
  )
  const values = medians.map(([, median]) => median)
  // A look-up more or less would show; checking a secret or a member would be far more than that.
  expect(Math.max(...values) / Math.min(...values), JSON.stringify(medians)).toBeLessThan(1.5)
})
