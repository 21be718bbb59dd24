/** The Vault adapter, against every server there is, and none is changed but for what is the tests' own. */
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { vaultsToUse } from '../../support/vault-server.ts'
import { fault, inSeconds, onServer } from './a-vault.ts'

describe.each(vaultsToUse())('with %s', (_name, start) => {
  const { server, open, aClient, ownLogin } = onServer(start)

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
      const { client, secret } = await aClient(60)
      const { secretChecker } = open()
      expect(await secretChecker.isSecret(client, secret)).toBe(true)
      await inSeconds(61, async () => expect(await secretChecker.isSecret(client, secret)).toBe(false))
    })

    test('that was destroyed is refused within a minute', async () => {
      const { client, id, secret } = await aClient()
      const { secretChecker } = open()
      expect(await secretChecker.isSecret(client, secret)).toBe(true)
      await server().destroySecret(id, secret)
      await inSeconds(60, async () => expect(await secretChecker.isSecret(client, secret)).toBe(false))
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
  })

  describe('our own login by AppRole', () => {
    test('is renewed before its token ends', async () => {
      const login = await ownLogin()
      const { secretChecker } = open(login)
      const check = async () => {
        const { client, secret } = await aClient()
        expect(await secretChecker.isSecret(client, secret)).toBe(true)
      }
      await check()
      // Whoever logs in once more from here on is refused.
      await server().destroySecret(login.role, login.secretId)
      for (const lives of [0.7, 1.4, 2.1]) await inSeconds(lives * server().tokenSeconds, check)
    })
  })

  describe('a secret of the KV store', () => {
    const at = (path: string, field = 'key', mount = server().mount) => ({ mount, path, field })

    test('is read', async () => {
      await server().writeSecret('app/gatehouse', { key: 'value' })
      expect(await open().read(at('app/gatehouse'))).toBe('value')
    })

    test('that is not there, or has no such member, is absent', async () => {
      await server().writeSecret('app/other', { key: 7 })
      for (const reference of [at('app/none'), at('app/other'), at('app/other', 'none')]) {
        await expect(open().read(reference)).rejects.toThrow(/there is no \w+ at [\w-]+\/app.*\(absent\)/)
      }
    })

    test('in a store that is not there is misconfigured', async () => {
      await expect(open().read(at('a', 'b', 'nomount'))).rejects.toThrow(/no KV store.*\(misconfigured\)/)
    })
  })
})
