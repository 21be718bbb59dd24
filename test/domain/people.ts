/** The rooms that are about people, on stores in memory and a hasher that costs nothing; what happened is listed. */
import { randomBytes } from 'node:crypto'
import { type Accounts, createAccounts } from '#domain/accounts'
import { type Consents, createConsents } from '#domain/consents'
import type { NewEvent } from '#domain/events'
import { createFactors, type Factors } from '#domain/factors'
import { createLimits, type Limits } from '#domain/limits'
import { createLockout, type Lockout } from '#domain/lockout'
import { createOneTimeTokens, type OneTimeTokens } from '#domain/one-time-tokens'
import { createSignIn, type SignIn } from '#domain/sign-in'
import { createSecrets } from '#lib/secrets'
import { openMemoryStores } from '../../adapters/memory/index.ts'
import type { Stores } from '../../adapters/stores.ts'
import { createFakeHasher, type FakeHasher } from './fake-hasher.ts'

export interface People {
  stores: Stores
  hasher: FakeHasher
  tokens: OneTimeTokens
  limits: Limits
  lockout: Lockout
  accounts: Accounts
  factors: Factors
  signIn: SignIn
  consents: Consents
  /** Everything that was announced, in its order. */
  events(): Promise<NewEvent[]>
  /** What was asked of sessions, and for which account. */
  ended: { what: 'all' | 'app'; accountId: string; but?: string; clientId?: string }[]
  /** Milliseconds for which answers were held back. */
  waits: number[]
}

export interface PeopleSettings {
  signupRoles?: string[]
  revealsAccounts?: boolean
  requestsPerMinute?: number | null
}

export const ISSUER = 'http://localhost:3000'
export const HERE = { origin: { ip: '192.0.2.1', userAgent: 'Test' } }

export function createPeople({
  signupRoles = ['user'],
  revealsAccounts = false,
  requestsPerMinute = 100,
}: PeopleSettings = {}): People {
  const ended: People['ended'] = []
  const waits: number[] = []
  const stores = openMemoryStores()
  const secrets = createSecrets(randomBytes(32))
  const hasher = createFakeHasher()
  const tokens = createOneTimeTokens({ store: stores.oneTimeTokens, secrets })
  const limits = createLimits({ store: stores.limits, secrets, settings: { requestsPerMinute } })
  const lockout = createLockout({
    store: stores.limits,
    secrets,
    events: stores.eventSink,
    wait: async (ms) => waits.push(ms),
  })
  const sessions = {
    async endAll(accountId: string, but?: string) {
      ended.push({ what: 'all', accountId, ...(but === undefined ? {} : { but }) })
    },
    async endApp(accountId: string, clientId: string) {
      ended.push({ what: 'app', accountId, clientId })
    },
  }
  const shared = { hasher, events: stores.eventSink, tokens, limits, lockout }
  const settings = { signupRoles, revealsAccounts, breachUrl: null }
  const accounts = createAccounts({ ...shared, store: stores.accounts, sessions, settings })
  const relyingParty = { issuer: ISSUER, name: 'Gatehouse' }
  const factors = createFactors({ store: stores.factors, tokens, secrets, relyingParty })
  return {
    stores,
    hasher,
    tokens,
    limits,
    lockout,
    accounts,
    factors,
    signIn: createSignIn({ ...shared, accounts, factors, secrets }),
    consents: createConsents({ store: stores.consents, sessions }),
    async events() {
      const taken = await stores.outboxes[0]?.take(1000)
      return (taken?.waiting ?? []).map(({ event }) => event)
    },
    ended,
    waits,
  }
}
