/** Signing keys change under full traffic, and nobody notices but by the `kid` (contract, "Command line"). */
import { decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CommandLine, openCommandLine } from '../cli/command-line.ts'
import { aResource, obtainTokens, requestToken } from '../oidc/support/steps.ts'
import { atNode, type Nodes } from '../support/nodes.ts'
import { anAccount, aRelyingParty, type RelyingParty } from '../support/relying-party.ts'
import { deployments } from './deployments.ts'
import { keysAt, startTraffic, type Traffic } from './traffic.ts'

interface Key {
  kid: string
  alg: string
  status: string
  signs_at: string
}

/** Longer by far than a round of the traffic takes, which keeps the keys that it fetched at its beginning. */
const LEAD_SECONDS = 4
/** Milliseconds after which every node has followed a change of the keys, on a machine that is busy, too. */
const FOLLOWED = { timeout: 30_000, interval: 50 }
const BOTH = [0, 1]

describe.each(await deployments())('%s', (_name, start) => {
  let nodes: Nodes
  let commands: CommandLine
  let rp: RelyingParty
  let resource: string
  let traffic: Traffic

  beforeAll(async () => {
    nodes = await start({ KEY_LEAD: String(LEAD_SECONDS) })
    commands = await openCommandLine(nodes.settings)
    resource = await aResource(nodes)
    const grantTypes = ['authorization_code', 'refresh_token', 'client_credentials']
    rp = await aRelyingParty(nodes, { resources: [resource], grantTypes, firstParty: true })
    const { email } = await anAccount(nodes)
    const offline = { scope: 'openid offline_access', prompt: 'consent' }
    const { refresh_token: token } = await obtainTokens(nodes, rp, email, offline)
    traffic = startTraffic(nodes, rp, resource, token)
  }, 60_000)
  afterAll(async () => {
    await traffic?.stop()
    await commands?.remove()
    await nodes?.stop()
  })

  const es256 = (keys: Key[], status: string) => {
    const found = keys.find((key) => key.alg === 'ES256' && key.status === status)
    if (found === undefined) throw new Error(`no ${status} ES256 key among ${JSON.stringify(keys)}`)
    return found
  }

  async function signerAt(node: number): Promise<string | undefined> {
    const { body } = await requestToken(atNode(nodes, node), rp, {
      grant_type: 'client_credentials',
      resource,
    })
    return decodeProtectedHeader(body.access_token).kid
  }

  async function kidsAt(node: number): Promise<string[]> {
    return (await keysAt(atNode(nodes, node).issuer)).keys.map(({ kid = '' }) => kid)
  }

  it('a key that the command line makes is published everywhere, then signs everywhere; the old one can be retired; no request fails', {
    timeout: 120_000,
  }, async () => {
    await expect.poll(() => traffic.rounds(), FOLLOWED).toBeGreaterThan(0)
    const old = es256(await commands.json<Key[]>(['keys', 'list']), 'current')
    const rotated = await commands.json<Key[]>(['keys', 'rotate', '--lead', String(LEAD_SECONDS)])
    const fresh = es256(rotated, 'upcoming')
    for (const node of BOTH) {
      await expect.poll(() => kidsAt(node), FOLLOWED).toContain(fresh.kid)
      await expect.poll(() => signerAt(node), FOLLOWED).toBe(fresh.kid)
      expect(await kidsAt(node)).toContain(old.kid)
    }
    // In workers, which cannot be addressed, the next request may reach one that has not followed yet.
    await expect.poll(() => Promise.all(BOTH.concat(BOTH).map(signerAt)), FOLLOWED).not.toContain(old.kid)
    await expect.poll(() => traffic.signers.get(fresh.kid), FOLLOWED).toBeDefined()
    expect(traffic.signers.get(fresh.kid)).toBeGreaterThanOrEqual(Date.parse(fresh.signs_at))

    await commands.json(['keys', 'retire', old.kid])
    for (const node of BOTH.concat(BOTH))
      await expect.poll(() => kidsAt(node), FOLLOWED).not.toContain(old.kid)
    const rounds = traffic.rounds()
    await expect.poll(() => traffic.rounds(), FOLLOWED).toBeGreaterThan(rounds + 3)
    expect(traffic.problems).toEqual([])
    expect(traffic.signers.size).toBe(4)
  })
})
