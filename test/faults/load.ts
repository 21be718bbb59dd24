/** People and apps at work while something fails, who remember what they were told. */
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Answer,
  introspect,
  isActive,
  obtainTokens,
  refresh,
  requestToken,
  revoke,
} from '../oidc/support/steps.ts'
import { createAgent } from '../support/agent.ts'
import { begin, PASSWORD } from '../support/relying-party.ts'
import { watchStalls } from '../support/stalls.ts'
import type { World } from './requests.ts'

export interface Load {
  /** Lets what is under way end. */
  stop(): Promise<Report>
}

export interface Report {
  answers: number
  unavailable: number
  /** What was neither a success nor an outage told as one in time, in words; there should be nothing. */
  odd: string[]
  /** As `performance.now()` counts: when the last request that was answered 503 was made. */
  lastRefusedAt: number
  /** What was acknowledged and is not so, in words, once all is well. */
  lost(): Promise<string[]>
}

const PAUSE_MS = 50
const ANSWER_MS = 2000
const OFFLINE = { scope: 'openid offline_access', prompt: 'consent' }

export async function startLoad(world: World): Promise<Load> {
  const { app, rp } = world
  const stalls = watchStalls()
  const report = { answers: 0, unavailable: 0, odd: [] as string[], lastRefusedAt: 0 }
  const alive = await obtainTokens(app, rp, world.email, OFFLINE, world.browser)
  // Of another grant, so that what one of them does says nothing about the other.
  let newest = (await obtainTokens(app, rp, world.email, OFFLINE)).refresh_token
  const revoked: string[] = []
  const people: string[] = []
  let running = true

  /** @returns whether it was a success */
  async function attempt(what: string, ask: () => Promise<Answer>): Promise<boolean> {
    const from = performance.now()
    const { status, headers, body } = await ask()
    const spent = performance.now() - from
    report.answers += 1
    if (spent > ANSWER_MS + stalls.longest()) report.odd.push(`${what} took ${Math.round(spent)} ms`)
    if (status === 503 && Number(headers.get('retry-after')) > 0) {
      report.unavailable += 1
      report.lastRefusedAt = from
      return false
    }
    if (status !== 200 || body.active === false)
      report.odd.push(`${what} was ${status} ${JSON.stringify(body)}`)
    return status === 200
  }

  const works: (() => Promise<unknown>)[] = [
    () => attempt('introspection', () => introspect(app, rp, alive.access_token)),

    () =>
      attempt('refresh', async () => {
        const answer = await refresh(app, rp, newest)
        if (answer.status === 200) newest = answer.body.refresh_token
        return answer
      }),

    async () => {
      let token = ''
      await attempt('client credentials', async () => {
        const answer = await requestToken(app, rp, { grant_type: 'client_credentials' })
        token = answer.body.access_token ?? ''
        return answer
      })
      if (token !== '' && (await attempt('revocation', () => revoke(app, rp, token)))) revoked.push(token)
    },

    async () => {
      const email = `somebody-${people.length}-${Date.now()}@example.com`
      if (await signUp(world, email, report.odd)) people.push(email)
    },
  ]

  const all = works.map(async (work) => {
    while (running) {
      await work()
      await sleep(PAUSE_MS)
    }
  })
  return {
    async stop() {
      running = false
      await Promise.all(all)
      stalls.stop()
      return { ...report, lost: () => lostOf(world, { revoked, people, newest }) }
    },
  }
}

/** Through the pages. @returns whether the app got its code, so that there is an account */
async function signUp({ app, rp }: World, email: string, odd: string[]): Promise<boolean> {
  const agent = createAgent(app.issuer)
  const fields = { email, name: '', 'new-password': PASSWORD }
  const steps = [
    async () => agent.get((await begin(rp)).url),
    async (signIn: Page) => agent.get(`${signIn.url.pathname}/sign-up`),
    async (form: Page) => agent.submit(form, '/sign-up', fields),
  ]
  let page = {} as Page
  for (const step of steps) {
    page = await step(page)
    if (page.status === 503 || page.url.searchParams.get('error') === 'temporarily_unavailable') return false
    if (page.status >= 400) {
      odd.push(`a page was ${page.status}`)
      return false
    }
  }
  if (!page.url.searchParams.has('code'))
    odd.push(`a sign-up ended at ${page.url.pathname}${page.url.search}`)
  return page.url.searchParams.has('code')
}

type Page = Awaited<ReturnType<ReturnType<typeof createAgent>['get']>>

async function lostOf(
  { app, rp }: World,
  known: { revoked: string[]; people: string[]; newest: string },
): Promise<string[]> {
  const lost: string[] = []
  for (const token of known.revoked) if (await isActive(app, rp, token)) lost.push('a revocation')
  for (const email of known.people) {
    if ((await app.core.stores.accounts.findByEmail(email)) === undefined) lost.push(`the account ${email}`)
  }
  if ((await refresh(app, rp, known.newest)).status !== 200) lost.push('the newest refresh token')
  return lost
}
