/** What the tests of the discovery document share: a server, an app, and a person about whom everything is known. */
import type { Account } from '#domain/accounts'
import type { Agent } from '../../../support/agent.ts'
import { aRelyingParty, begin, PASSWORD, type RelyingParty } from '../../../support/relying-party.ts'
import { type RunningApp, startApp } from '../../../support/start-app.ts'

export interface World {
  app: RunningApp
  rp: RelyingParty
  account: Account
  // biome-ignore lint/suspicious/noExplicitAny: its members are what is tested
  metadata: any
}

/** Members of the discovery document, each with the test that it is true. */
export type Members = Record<string, (world: World) => Promise<void>>

const TEXT_CLAIMS = [
  'name',
  'given_name',
  'family_name',
  'middle_name',
  'nickname',
  'profile',
  'picture',
  'website',
]
const MORE_TEXT_CLAIMS = ['gender', 'birthdate', 'zoneinfo', 'locale', 'phone_number']

export async function createWorld(): Promise<World> {
  const app = await startApp()
  const metadata = await (await fetch(`${app.issuer}/.well-known/openid-configuration`)).json()
  const grantTypes = ['authorization_code', 'refresh_token', 'client_credentials']
  const rp = await aRelyingParty(app, { grantTypes })
  const texts = [...TEXT_CLAIMS, ...MORE_TEXT_CLAIMS].map((claim) => [claim, `some ${claim}`])
  const account = await app.core.accounts.create({
    email: 'everything@example.com',
    password: PASSWORD,
    username: 'everything',
    claims: { ...Object.fromEntries(texts), phone_number_verified: true, address: { locality: 'London' } },
  })
  return { app, rp, account, metadata }
}

/** Where a browser lands that asks not to be shown any page. */
export async function silently(rp: RelyingParty, agent: Agent): Promise<URL> {
  const { url } = await begin(rp, { prompt: 'none' })
  return (await agent.get(url)).url
}
