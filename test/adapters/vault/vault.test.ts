/** The Vault adapter, against OpenBao where there is one, and against a strict stand-in. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openVault, type Vault, type VaultSettings } from '../../../adapters/vault/index.ts'
import { hasOpenBao, startOpenBao, type VaultOfTest } from '../../support/vault-server.ts'
import { startStandIn } from '../../support/vault-stand-in.ts'

const SERVERS: [string, () => Promise<VaultOfTest>][] = [
  ['the strict stand-in', startStandIn],
  ...(hasOpenBao() ? ([['OpenBao 2.4.0', startOpenBao]] as [string, () => Promise<VaultOfTest>][]) : []),
]

describe.each(SERVERS)('with %s', (_name, start) => {
  let server: VaultOfTest
  const opened: Vault[] = []
  beforeAll(async () => {
    server = await start()
  })
  afterAll(async () => {
    await Promise.all(opened.map((vault) => vault.close()))
    await server.stop()
  })

  function open(settings: Partial<VaultSettings> = {}): Vault {
    const vault = openVault({
      address: server.address,
      token: server.rootToken,
      roleId: null,
      secretId: null,
      namespace: null,
      caFile: null,
      ...settings,
    })
    opened.push(vault)
    return vault
  }

  /** A client with a SecretID in Vault. */
  async function aClient(ttlSeconds?: number) {
    const id = `c-${randomUUID()}`
    await server.createRole(id)
    return { client: { id, secrets: [] } as never, id, secret: await server.createSecret(id, ttlSeconds) }
  }

  const fault = (kind: string) => ({
    kind: 'unavailable',
    code: 'secrets_unavailable',
    cause: expect.objectContaining({ name: 'VaultError', fault: kind }),
  })

  describe('a SecretID', () => {
    test('is good for its role alone, as often as it is asked about', async () => {
      const { secretChecker } = open()
      const [one, other] = [await aClient(), await aClient(60)]
      for (const _ of [1, 2, 3]) {
        expect(await secretChecker.isSecret(one.client, one.secret)).toBe(true)
        expect(await secretChecker.isSecret(other.client, other.secret)).toBe(true)
      }
      expect(await secretChecker.isSecret(one.client, other.secret)).toBe(false)
      expect(await secretChecker.isSecret(one.client, 'nothing')).toBe(false)
    })

    test('of a role that is not there is none', async () => {
      const { secretChecker } = open()
      expect(await secretChecker.isSecret({ id: `c-${randomUUID()}` } as never, 'x')).toBe(false)
    })

    test.each(['..', '../..', 'a/b', 'a?b', 'a#b', '.', '', 'a b', 'a%2fb'])(
      'of %j is not asked for',
      async (id) => {
        expect(await open().secretChecker.isSecret({ id } as never, 'x')).toBe(false)
      },
    )

    test('that has expired is refused, although Vault goes on accepting it', async () => {
      const { client, secret } = await aClient(1)
      const { secretChecker } = open()
      expect(await secretChecker.isSecret(client, secret)).toBe(true)
      await sleep(1100)
      expect(await secretChecker.isSecret(client, secret)).toBe(false)
    })

    test('that was destroyed is refused within a minute', async () => {
      const { client, id, secret } = await aClient()
      const { secretChecker } = open()
      expect(await secretChecker.isSecret(client, secret)).toBe(true)
      await server.destroySecret(id, secret)
      const now = performance.now.bind(performance)
      const clock = vi.spyOn(performance, 'now').mockImplementation(() => now() + 60_000)
      try {
        expect(await secretChecker.isSecret(client, secret)).toBe(false)
      } finally {
        clock.mockRestore()
      }
      expect(await open().secretChecker.isSecret(client, secret)).toBe(false)
    })
  })

  describe('what cannot be found out is no verdict', () => {
    test('a wrong token: denied', async () => {
      const { client, secret } = await aClient()
      const checking = open({ token: 'wrong' }).secretChecker.isSecret(client, secret)
      await expect(checking).rejects.toMatchObject(fault('denied'))
    })

    test('an AppRole of our own that is refused: denied', async () => {
      const { client, secret } = await aClient()
      const settings = { token: null, roleId: randomUUID(), secretId: randomUUID() }
      await expect(open(settings).secretChecker.isSecret(client, secret)).rejects.toMatchObject(
        fault('denied'),
      )
    })

    test('a namespace that is not there: misconfigured', async () => {
      const { client, secret } = await aClient()
      const { secretChecker } = open({ namespace: 'nowhere' })
      await expect(secretChecker.isSecret(client, secret)).rejects.toMatchObject({
        code: 'secrets_unavailable',
      })
    })

    test('sealed, and good again once it is not', async () => {
      const { client, secret } = await aClient()
      const { secretChecker } = open()
      await server.seal()
      await expect(secretChecker.isSecret(client, secret)).rejects.toMatchObject(fault('sealed'))
      await server.unseal()
      expect(await secretChecker.isSecret(client, secret)).toBe(true)
    })

    test('unreachable, told within three seconds', async () => {
      const { client, secret } = await aClient()
      const nowhere = open({ address: 'http://127.0.0.1:9' })
      await expect(nowhere.secretChecker.isSecret(client, secret)).rejects.toMatchObject(fault('unreachable'))
      const { secretChecker } = open()
      await server.goAway()
      const before = performance.now()
      await expect(secretChecker.isSecret(client, secret)).rejects.toMatchObject(fault('unreachable'))
      expect(performance.now() - before).toBeLessThan(3000)
      await server.comeBack()
      expect(await secretChecker.isSecret(client, secret)).toBe(true)
    })

    test('while it is away, what was good a moment ago still is', async () => {
      const { client, secret } = await aClient()
      const { secretChecker } = open()
      await secretChecker.isSecret(client, secret)
      await server.seal()
      expect(await secretChecker.isSecret(client, secret)).toBe(true)
      await server.unseal()
    })
  })

  describe('our own login by AppRole', () => {
    async function ownLogin() {
      const role = `gatehouse-${randomUUID()}`
      const roleId = await server.createRole(role)
      return { token: null, roleId, secretId: await server.createSecret(role) }
    }

    test('is made once, and made again when its token was revoked', async () => {
      const { secretChecker } = open(await ownLogin())
      const first = await aClient()
      expect(await secretChecker.isSecret(first.client, first.secret)).toBe(true)
      await server.revokeTokens()
      const second = await aClient()
      // A login a moment ago is not repeated at once, whatever is refused.
      const now = Date.now()
      const clock = vi.spyOn(Date, 'now').mockReturnValue(now + 6000)
      try {
        expect(await secretChecker.isSecret(second.client, second.secret)).toBe(true)
      } finally {
        clock.mockRestore()
      }
    })

    test('is renewed before its token ends', async () => {
      server.tokenSeconds = 2
      const login = await ownLogin()
      const { secretChecker } = open(login)
      for (const _ of [1, 2, 3]) {
        const { client, secret } = await aClient()
        expect(await secretChecker.isSecret(client, secret)).toBe(true)
        await sleep(1400)
      }
      server.tokenSeconds = 3600
    })
  })

  describe('a secret of the KV store', () => {
    const at = (path: string, field = 'key', mount = 'secret') => ({ mount, path, field })

    test('is read', async () => {
      await server.writeSecret('app/gatehouse', { key: 'value' })
      expect(await open().read(at('app/gatehouse'))).toBe('value')
    })

    test('that is not there, or has no such member, is absent', async () => {
      await server.writeSecret('app/other', { key: 7 })
      for (const reference of [at('app/none'), at('app/other'), at('app/other', 'none')]) {
        await expect(open().read(reference)).rejects.toThrow(/there is no \w+ at secret\/app.*\(absent\)/)
      }
    })

    test('in a store that is not there is misconfigured', async () => {
      await expect(open().read(at('a', 'b', 'nomount'))).rejects.toThrow(/no KV store.*\(misconfigured\)/)
    })
  })
})
