/** Several processes are one server: whatever one of them did, the next request finds done at any other. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CommandLine, openCommandLine } from '../cli/command-line.ts'
import {
  aResource,
  introspect,
  isActive,
  obtainTokens,
  push,
  redeem,
  refresh,
  requestToken,
  revoke,
  signOut,
  userinfo,
} from '../oidc/support/steps.ts'
import { createAgent } from '../support/agent.ts'
import { atNode, type Nodes } from '../support/nodes.ts'
import {
  anAccount,
  aRelyingParty,
  logIn,
  passInteractions,
  type RelyingParty,
} from '../support/relying-party.ts'
import { deployments } from './deployments.ts'

const OFFLINE = { scope: 'openid email offline_access', prompt: 'consent' }
const MACHINE = { grant_type: 'client_credentials' }
/** Milliseconds in which a change of a registration is seen everywhere (contract, "Command line"). */
const SEEN_MS = 1000
const BOTH = [0, 1]

describe.each(await deployments())('%s', (_name, start) => {
  let nodes: Nodes
  let commands: CommandLine
  let rp: RelyingParty
  let email: string

  beforeAll(async () => {
    nodes = await start()
    commands = await openCommandLine(nodes.settings)
    const grantTypes = ['authorization_code', 'refresh_token', 'client_credentials']
    rp = await aRelyingParty(nodes, { grantTypes })
    email = (await anAccount(nodes)).email
  }, 60_000)
  afterAll(async () => {
    await commands?.remove()
    await nodes?.stop()
  })

  it.each(BOTH)('a login goes on at the other with every step (the first at node %i)', async (first) => {
    // The round robin alternates: after this request the parity of all that follow is as it should be.
    if (nodes.given.reduce((sum, count) => sum + count, 0) % 2 !== first)
      await fetch(`${nodes.issuer}/health`)
    const before = [...nodes.given]
    const { tokens, agent } = await logIn(nodes, rp, email, OFFLINE)
    const fresh = await refresh(nodes, rp, tokens.refresh_token ?? '')
    expect(fresh.status).toBe(200)
    const { access_token: token, refresh_token: next } = fresh.body
    expect((await userinfo(nodes, token)).body).toMatchObject({ sub: tokens.claims()?.sub, email })
    expect((await introspect(nodes, rp, token)).body).toMatchObject({ active: true })
    expect((await signOut(agent)).body).toContain('signed out')
    // The grant was for longer than the session.
    expect((await refresh(nodes, rp, next)).status).toBe(200)
    const steps = nodes.given.map((count, node) => count - (before[node] ?? 0))
    expect(Math.max(...steps) - Math.min(...steps)).toBeLessThanOrEqual(1)
  })

  it('a pushed request is answered, and its code redeemed, elsewhere', async () => {
    for (const at of BOTH) {
      const pushed = await push(atNode(nodes, at), rp)
      const agent = createAgent(nodes.issuer)
      const callback = await passInteractions(
        agent,
        await agent.get(pushed.url.replace(/^.*?(?=\/oauth)/, nodes.issuer)),
        email,
      )
      const code = {
        code: callback.searchParams.get('code') ?? '',
        verifier: pushed.verifier,
        agent,
        callback,
      }
      expect((await redeem(atNode(nodes, at), rp, code)).status).toBe(200)
    }
  })

  it('a token revoked at one is dead for the next request at the other', async () => {
    const resource = await aResource(nodes)
    const client = await aRelyingParty(nodes, { resources: [resource], firstParty: true })
    const { agent } = await logIn(nodes, client, email)
    for (const [here, there] of [
      [0, 1],
      [1, 0],
    ] as const) {
      for (const parameters of [OFFLINE, { ...OFFLINE, resource }]) {
        const tokens = await obtainTokens(nodes, client, email, parameters, agent)
        expect(await isActive(atNode(nodes, there), client, tokens.access_token)).toBe(true)
        await revoke(atNode(nodes, here), client, tokens.access_token)
        expect(await isActive(atNode(nodes, there), client, tokens.access_token)).toBe(false)
        const fresh = await refresh(atNode(nodes, here), client, tokens.refresh_token)
        expect(await isActive(atNode(nodes, there), client, fresh.body.access_token)).toBe(true)
        await revoke(atNode(nodes, here), client, fresh.body.refresh_token)
        expect(await isActive(atNode(nodes, there), client, fresh.body.access_token)).toBe(false)
        expect((await refresh(atNode(nodes, there), client, fresh.body.refresh_token)).status).toBe(400)
      }
    }
  })

  it('a logout at one ends the session’s tokens for the next request at the other', async () => {
    for (const [here, there] of [
      [0, 1],
      [1, 0],
    ] as const) {
      const { access_token: token, agent } = await obtainTokens(nodes, rp, email)
      const page = await agent.get(`${atNode(nodes, here).issuer}/oauth/logout`)
      expect((await userinfo(atNode(nodes, there), token)).status).toBe(200)
      await agent.submit({ ...page, url: new URL(atNode(nodes, here).issuer) }, '/oauth/logout/confirm', {
        logout: 'yes',
      })
      expect((await userinfo(atNode(nodes, there), token)).status).toBe(401)
    }
  })

  it('a client that the command line deletes is gone at each within a second', async () => {
    const client = await aRelyingParty(nodes, { grantTypes: ['client_credentials'] })
    const statusAt = async (node: number) => (await requestToken(atNode(nodes, node), client, MACHINE)).status
    const deleted = untilSeen(async (node) => (await statusAt(node)) === 401)
    await commands.json(['client', 'delete', client.clientId])
    await deleted(Date.now())
  })

  it('a client that the command line updates is so at each within a second', async () => {
    const resource = await aResource(nodes)
    const client = await aRelyingParty(nodes, { grantTypes: ['client_credentials'] })
    const asked = { ...MACHINE, resource, scope: 'read' }
    const updated = untilSeen(
      async (node) => (await requestToken(atNode(nodes, node), client, asked)).status === 200,
    )
    await commands.json(['client', 'update', client.clientId, '--resource', resource])
    await updated(Date.now())
  })
})

/**
 * Asks each node again and again, as traffic does, so that it has something to remember.
 * @returns waits until it is so everywhere; nobody who asked later than SEEN_MS after the time given was told otherwise
 */
function untilSeen(isSo: (node: number) => Promise<boolean>): (from: number) => Promise<void> {
  const lastNot = Promise.all(
    BOTH.map(async (node) => {
      let notAt = Date.now()
      expect(await isSo(node)).toBe(false)
      for (;;) {
        const askedAt = Date.now()
        if (await isSo(node)) return notAt
        notAt = askedAt
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }),
  )
  lastNot.catch(() => {})
  return async (from) => {
    for (const at of await lastNot) expect(at - from).toBeLessThan(SEEN_MS)
  }
}
