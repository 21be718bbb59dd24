/** Signing keys in Vault: a key store like any other, and what it says of a place that is none. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openVault } from '../../../adapters/vault/index.ts'
import { type VaultInUse, vaultsToUse } from '../../support/vault-server.ts'
import { keyStoreConformance } from '../conformance/key-store.ts'
import { aKey } from '../conformance/records.ts'

describe.each(vaultsToUse())('with %s', (_name, start) => {
  let server: VaultInUse
  /** An AppRole with the policy that the README names, and no more. */
  let login: { roleId: string; secretId: string }
  beforeAll(async () => {
    server = await start()
    const role = `gatehouse-${randomUUID()}`
    login = { roleId: await server.createRole(role), secretId: await server.createSecret(role) }
  })
  afterAll(() => server.stop())

  async function open(place = {}) {
    const { address, mount } = server
    const vault = openVault({ address, token: null, ...login, namespace: null, caFile: null })
    const keys = vault.keyStore({ mount, path: `keys/${randomUUID()}`, ...place })
    return { keys, close: () => vault.close() }
  }

  keyStoreConformance(open)

  test('holds the keys of 50 rotations', async () => {
    const { keys, close } = await open()
    const encryptedJwk = 'x'.repeat(2400)
    await keys.addFirst(Array.from({ length: 100 }, (_, n) => aKey({ kid: `k${n}`, encryptedJwk })))
    expect(await keys.list()).toHaveLength(100)
    await close()
  })

  test('what was deleted is not taken for a place where nothing ever was', async () => {
    const path = `keys/${randomUUID()}`
    const { keys, close } = await open({ path })
    await keys.addFirst([aKey()])
    await server.deleteSecret(path)
    for (const ask of [keys.list, () => keys.addFirst([aKey()])]) {
      await expect(ask()).rejects.toThrow(/was deleted \(absent\)\. .*restore/)
    }
    await close()
  })

  test('something else that lies there is told and left as it is', async () => {
    const path = `keys/${randomUUID()}`
    await server.writeSecret(path, { password: 'x' })
    const { keys, close } = await open({ path })
    for (const ask of [keys.list, () => keys.addFirst([aKey()]), () => keys.add(aKey())]) {
      await expect(ask()).rejects.toThrow(/holds something else than signing keys \(misconfigured\)/)
    }
    await close()
  })

  test('a KV store that is not there, and a policy that is missing, are told apart', async () => {
    const nowhere = await open({ mount: 'nomount' })
    await expect(nowhere.keys.list()).rejects.toThrow(/\((misconfigured|denied)\)/)
    await nowhere.close()
  })
})
