/** What a restart of the real server leaves as it was. */
import * as client from 'openid-client'
import { describe, expect, it } from 'vitest'
import { createAgent } from '../support/agent.ts'
import { aRelyingParty, begin, logIn, type RelyingParty } from '../support/relying-party.ts'
import { OFFLINE, signUpInto } from './people.ts'
import { endAllAfterwards, type Home, makeHome, openBeside, startServer } from './server-process.ts'

endAllAfterwards()

async function registerAt(home: Home): Promise<RelyingParty> {
  const beside = await openBeside(home)
  try {
    return await aRelyingParty(beside)
  } finally {
    await beside.stop()
  }
}

async function kidsAt({ issuer }: Home): Promise<string[]> {
  const response = await fetch(`${issuer}/.well-known/jwks.json`)
  const { keys } = (await response.json()) as { keys: { kid: string }[] }
  return keys.map(({ kid }) => kid).sort()
}

describe('a restart', () => {
  it('keeps people, what they allowed, where they are signed in, their tokens and the keys', async () => {
    const home = await makeHome()
    const before = await startServer(home)
    const rp = await registerAt(home)
    const { agent, tokens } = await signUpInto(home.issuer, rp, 'ada@example.com')
    const sub = tokens.claims()?.sub ?? expect.fail('there is no ID token')
    const kids = await kidsAt(home)
    expect(kids).toHaveLength(4)
    expect(await before.stop()).toBe(0)

    await startServer(home)
    expect(await kidsAt(home)).toEqual(kids)

    // The cookie still signs in, and consent is not asked for again.
    const { url } = await begin(rp, { scope: 'openid email' })
    const arrived = await agent.get(url)
    expect(arrived.url.origin).toBe('https://app.example.com')
    expect(arrived.url.searchParams.get('code')).not.toBeNull()

    // The account lets its owner in from another browser.
    const beside = await openBeside(home)
    const again = await logIn(beside, rp, 'ada@example.com', OFFLINE, createAgent(home.issuer))
    await beside.stop()
    expect(again.tokens.claims()?.sub).toBe(sub)

    // What the app was given before is still good.
    expect(await client.fetchUserInfo(rp.config, tokens.access_token, sub)).toMatchObject({
      email: 'ada@example.com',
    })
    const refreshed = await client.refreshTokenGrant(rp.config, tokens.refresh_token ?? '')
    expect(await client.fetchUserInfo(rp.config, refreshed.access_token, sub)).toMatchObject({ sub })
  })
})
