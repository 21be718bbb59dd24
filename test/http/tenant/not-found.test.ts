/** Nobody learns from an answer, nor from its time, which part of a place does not exist. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Costly, expectSameCost } from '../../support/same-cost.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import { type Answer, aTenant, postJson, type TenantOfTest } from './a-tenant.ts'

/** Of each kind before they are compared. */
const ROUNDS = 150
/** On a machine that has much else to do; else it is a second. */
const MEASURING_MS = 120_000

let app: RunningApp
let ours: TenantOfTest
let others: TenantOfTest

beforeAll(async () => {
  app = await startApp({}, { jobs: false })
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

it('every one of them takes the same time', { timeout: MEASURING_MS }, async () => {
  const kinds = Object.entries(places()).map(([name, body]): [string, Costly] => [
    name,
    async () => {
      const startedAt = performance.now()
      await ask('user', body)
      return { ms: performance.now() - startedAt }
    },
  ])
  // A look-up more or less would show; checking a secret or a member would be far more than that.
  await expectSameCost(Object.fromEntries(kinds), { ms: 1.5 }, ROUNDS)
})
