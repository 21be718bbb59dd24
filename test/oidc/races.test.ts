/** Races whose requests all read before any of them writes: what is decided where one of them is too late. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Agent } from '../support/agent.ts'
import { anAccount, aRelyingParty, type RelyingParty } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { gather, mend } from './support/failing-stores.ts'
import { isActive, obtainCode, obtainTokens, redeem, refresh, times } from './support/steps.ts'

vi.mock('#adapters', async (original) => {
  const { failingAdapters } = await import('./support/failing-stores.ts')
  return failingAdapters(await original())
})

const OFFLINE = { scope: 'openid offline_access', prompt: 'consent' }

describe.each([
  ['0', 1],
  ['10', 2],
])('with REFRESH_GRACE=%s', (grace, succeeding) => {
  let app: RunningApp
  let rp: RelyingParty
  let email: string
  let browser: Agent

  beforeAll(async () => {
    app = await startApp({ REFRESH_GRACE: grace })
    rp = await aRelyingParty(app, { firstParty: true })
    email = (await anAccount(app)).email
    browser = (await obtainCode(app, rp, email)).agent
  })
  afterAll(() => app.stop())
  afterEach(mend)

  it(`of two refreshes that both found the token unused, ${succeeding} succeed`, async () => {
    const { refresh_token: token } = await obtainTokens(app, rp, email, OFFLINE, browser)
    gather('artifacts.replace', 2)
    const answers = await Promise.all(times(2, () => refresh(app, rp, token)))
    const won = answers.filter(({ status }) => status === 200)
    expect(won).toHaveLength(succeeding)
    for (const { body } of won) {
      // Without a grace the loser is a reuse, which ends the grant.
      expect(await isActive(app, rp, body.access_token)).toBe(grace !== '0')
      expect(await isActive(app, rp, body.refresh_token)).toBe(grace !== '0')
    }
  })

  it('of two redemptions that both found the code unused, one succeeds', async () => {
    const code = await obtainCode(app, rp, email, {}, browser)
    gather('artifacts.consume', 2)
    const answers = await Promise.all(times(2, () => redeem(app, rp, code)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ body }) => body.error === 'invalid_grant')).toHaveLength(1)
  })
})
