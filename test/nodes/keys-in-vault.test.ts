/** Signing keys that lie in Vault: followed by every node, needed at the start, and not while a node runs. */
import { randomUUID } from 'node:crypto'
import { decodeProtectedHeader } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type CommandLine, openCommandLine } from '../cli/command-line.ts'
import { aResource, requestToken } from '../oidc/support/steps.ts'
import { atNode, type Nodes, startNodes } from '../support/nodes.ts'
import { aRelyingParty, type RelyingParty } from '../support/relying-party.ts'
import { type VaultOfTest, vaultsToEnd } from '../support/vault-server.ts'
import { keysAt } from './traffic.ts'

interface Key {
  kid: string
  alg: string
}

interface Finding {
  name: string
  ok: boolean
  problem?: string
  cure?: string
}

/** Milliseconds after which every node has followed a change of the keys, on a machine that is busy, too. */
const FOLLOWED = { timeout: 30_000, interval: 50 }
const BOTH = [0, 1]

describe.each(vaultsToEnd())('with %s', (_name, start) => {
  let vault: VaultOfTest
  let nodes: Nodes
  let commands: CommandLine
  let rp: RelyingParty
  let resource: string

  beforeAll(async () => {
    vault = await start()
    const role = `gatehouse-${randomUUID()}`
    nodes = await startNodes(2, {
      VAULT_ADDR: vault.address,
      VAULT_ROLE_ID: await vault.createRole(role),
      VAULT_SECRET_ID: await vault.createSecret(role),
      SIGNING_KEYS: `vault:${vault.mount}/keys/production`,
    })
    commands = await openCommandLine(nodes.settings)
    resource = await aResource(nodes)
    rp = await aRelyingParty(nodes, { resources: [resource], grantTypes: ['client_credentials'] })
  }, 60_000)
  // Whatever a test came to, the next one has a Vault that answers.
  afterEach(() => vault.unseal())
  afterAll(async () => {
    await commands?.remove()
    await nodes?.stop()
    await vault?.stop()
  })

  async function kidsAt(node: number): Promise<string[]> {
    return (await keysAt(atNode(nodes, node).issuer)).keys.map(({ kid = '' }) => kid)
  }

  /** The key that signs there, of a token that was just asked for. */
  async function signerAt(node: number): Promise<string | undefined> {
    const asked = { grant_type: 'client_credentials', resource }
    const { status, body } = await requestToken(atNode(nodes, node), rp, asked)
    expect(status).toBe(200)
    return decodeProtectedHeader(body.access_token).kid
  }

  async function rotatedKid(): Promise<string> {
    const before = await commands.json<Key[]>(['keys', 'list'])
    const after = await commands.json<Key[]>(['keys', 'rotate', '--lead', '2'])
    const isNew = ({ alg, kid }: Key) => alg === 'ES256' && before.every((key) => key.kid !== kid)
    return after.find(isNew)?.kid ?? ''
  }

  async function doctorOnVault(): Promise<Finding | undefined> {
    const { stdout } = await commands.run(['doctor', '--json'])
    return (JSON.parse(stdout) as { checks: Finding[] }).checks.find(({ name }) => name === 'vault')
  }

  it('no store of this server holds a key; one set is made by nodes that start together', async () => {
    expect(await nodes.core.stores.keys.list()).toEqual([])
    const kids = await kidsAt(0)
    expect(kids).toHaveLength(4)
    expect((await kidsAt(1)).sort()).toEqual(kids.sort())
    expect(await doctorOnVault()).toEqual({ name: 'vault', ok: true })
  })

  it('a key that the command line makes is published and then signs at every node; the old one can be retired', async () => {
    const old = await signerAt(0)
    const fresh = await rotatedKid()
    for (const node of BOTH) {
      await expect.poll(() => kidsAt(node), FOLLOWED).toContain(fresh)
      await expect.poll(() => signerAt(node), FOLLOWED).toBe(fresh)
    }
    await commands.json(['keys', 'retire', old ?? ''])
    for (const node of BOTH) await expect.poll(() => kidsAt(node), FOLLOWED).not.toContain(old)
    expect(await commands.json<Key[]>(['keys', 'list'])).toHaveLength(7)
  }, 60_000)

  it('while Vault is sealed, nodes that run go on signing, none starts, and everybody says why', async () => {
    const before = await signerAt(0)
    await vault.seal()
    for (const node of BOTH) {
      expect(await signerAt(node)).toBe(before)
      expect((await fetch(`${nodes.urls[node]}/ready`)).status).toBe(200)
    }
    expect(await commands.refused(['serve'])).toMatch(
      /cannot start:\n {2}- .*signing keys in Vault.*Vault is sealed.*\(sealed\)\. Unseal it\./,
    )
    expect(await commands.refused(['keys', 'rotate'])).toMatch(/Vault is sealed/)
    expect(await doctorOnVault()).toMatchObject({ ok: false, cure: 'Unseal it.' })
    await vault.unseal()
    const fresh = await rotatedKid()
    for (const node of BOTH) await expect.poll(() => signerAt(node), FOLLOWED).toBe(fresh)
  }, 60_000)

  it('a start without Vault, or with a login that it does not know, is refused in words', async () => {
    for (const [settings, words] of [
      [{ VAULT_ADDR: 'http://127.0.0.1:9' }, /does not answer at http:\/\/127\.0\.0\.1:9 \(unreachable\)/],
      [{ VAULT_SECRET_ID: 'wrong' }, /does not accept VAULT_ROLE_ID and VAULT_SECRET_ID \(denied\)/],
      [{ SIGNING_KEYS: `vault:${vault.mount}/unseen/keys` }, /\((denied|misconfigured)\)/],
    ] as const) {
      const { code, stderr } = await commands.run(['serve'], { environment: settings })
      expect({ code, words: stderr }).toEqual({ code: 1, words: expect.stringMatching(words) })
      expect(stderr).not.toContain('    at ')
    }
  })
})

it('keys that were in the database are taken along, and do not stay there', async () => {
  const [[, start]] = vaultsToEnd() as [[string, () => Promise<VaultOfTest>]]
  const vault = await start()
  const line = await openCommandLine()
  try {
    const before = await line.json<Key[]>(['keys', 'list'])
    Object.assign(line.environment, {
      VAULT_ADDR: vault.address,
      VAULT_TOKEN: vault.rootToken,
      SIGNING_KEYS: `vault:${vault.mount}/keys/moved`,
    })
    expect(await line.json<Key[]>(['keys', 'list'])).toEqual(before)
    const core = await line.openCore()
    expect(await core.stores.keys.list()).toEqual([])
    expect(await core.signingKeys.openAll()).toHaveLength(before.length)
    await core.close()
  } finally {
    await line.remove()
    await vault.stop()
  }
})
