/** kill -9: what was acknowledged is kept. */
import * as client from 'openid-client'
import { describe, expect, it } from 'vitest'
import { aRelyingParty, logIn, PASSWORD, type RelyingParty } from '../support/relying-party.ts'
import { signUpInto } from './people.ts'
import { endAllAfterwards, expectCutOff, makeHome, openBeside, startServer } from './server-process.ts'

endAllAfterwards()

const PEOPLE_AT_ONCE = 6
const ENOUGH_ACCOUNTS = 12
const ENOUGH_REFRESHES = 40
const REFRESHES_EACH = 5

/** What one person's app was told last. */
interface Acknowledged {
  email: string
  refreshToken: string
}

/** Signs up person after person and refreshes their tokens, until the server is gone. */
async function beBusy(
  issuer: string,
  rp: RelyingParty,
  name: string,
  seen: { people: Acknowledged[]; refreshes: number },
) {
  for (let number = 1; ; number += 1) {
    const email = `${name}${number}@example.com`
    const { tokens } = await signUpInto(issuer, rp, email)
    const person: Acknowledged = { email, refreshToken: tokens.refresh_token ?? '' }
    seen.people.push(person)
    for (let count = 0; count < REFRESHES_EACH; count += 1) {
      const refreshed = await client.refreshTokenGrant(rp.config, person.refreshToken)
      person.refreshToken = refreshed.refresh_token ?? ''
      seen.refreshes += 1
    }
  }
}

describe('kill -9 in the middle of logins and refreshes', () => {
  it('loses no account and no refresh token that anybody was told of', async () => {
    // A token whose successor was written but never told is a retry, for as long as this: the restart takes its time.
    const home = await makeHome({ REFRESH_GRACE: '120' })
    const server = await startServer(home)
    const beside = await openBeside(home)
    const rp = await aRelyingParty(beside, { firstParty: true })

    const seen = { people: [] as Acknowledged[], refreshes: 0 }
    const names = Array.from({ length: PEOPLE_AT_ONCE }, (_, index) => `person${index}x`)
    const busy = Promise.allSettled(names.map((name) => beBusy(home.issuer, rp, name, seen)))
    while (seen.people.length < ENOUGH_ACCOUNTS || seen.refreshes < ENOUGH_REFRESHES) {
      expect(server.child.exitCode).toBeNull()
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    server.child.kill('SIGKILL')
    expect(await server.ended).toBeNull()
    expectCutOff(await busy)
    await beside.stop()

    await startServer(home)
    const refreshed = await Promise.all(
      seen.people.map(({ refreshToken }) => client.refreshTokenGrant(rp.config, refreshToken)),
    )
    expect(new Set(refreshed.map(({ refresh_token: token }) => token)).size).toBe(seen.people.length)
    const after = await openBeside(home)
    for (const { email } of seen.people) {
      expect(await after.core.signIn.checkPassword(email, PASSWORD, { origin: {} })).toMatchObject({
        outcome: 'signed-in',
      })
    }
    const [someone] = seen.people
    const { tokens } = await logIn(after, rp, someone?.email ?? '')
    expect(tokens.claims()?.sub).toBeDefined()
    await after.stop()
  })
})
