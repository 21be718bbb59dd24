/** What the Vault adapter says while Vault is sealed, away, or has forgotten us: against servers of the tests alone. */
import { afterEach, describe, expect, test } from 'vitest'
import { spentOn } from '../../support/stalls.ts'
import { vaultsToEnd } from '../../support/vault-server.ts'
import { aKey } from '../conformance/records.ts'
import { fault, inSeconds, onServer } from './a-vault.ts'

describe.each(vaultsToEnd())('with %s', (_name, start) => {
  const { server, open, aClient, ownLogin } = onServer(start)

  // Whatever a test came to, the next one has a server that is there.
  afterEach(async () => {
    await server().comeBack()
    await server().unseal()
  })

  test('sealed, and good again once it is not', async () => {
    const { client, secret } = await aClient()
    const { secretChecker } = open()
    await server().seal()
    await expect(secretChecker.isSecret(client, secret)).rejects.toMatchObject(fault('sealed'))
    await server().unseal()
    expect(await secretChecker.isSecret(client, secret)).toBe(true)
  })

  test('unreachable, told within three seconds', async () => {
    const { client, secret } = await aClient()
    const nowhere = open({ address: 'http://127.0.0.1:9' })
    await expect(nowhere.secretChecker.isSecret(client, secret)).rejects.toMatchObject(fault('unreachable'))
    const { secretChecker } = open()
    await server().goAway()
    const asking = () =>
      expect(secretChecker.isSecret(client, secret)).rejects.toMatchObject(fault('unreachable'))
    expect(await spentOn(asking)).toBeLessThan(3000)
    await server().comeBack()
    expect(await secretChecker.isSecret(client, secret)).toBe(true)
  })

  test('while it is away, what was good a moment ago still is', async () => {
    const { client, secret } = await aClient()
    const { secretChecker } = open()
    await secretChecker.isSecret(client, secret)
    await server().seal()
    expect(await secretChecker.isSecret(client, secret)).toBe(true)
    await server().unseal()
  })

  test('our own login is made once, and made again when its token was revoked', async () => {
    const { secretChecker } = open(await ownLogin())
    const first = await aClient()
    expect(await secretChecker.isSecret(first.client, first.secret)).toBe(true)
    await server().revokeTokens()
    const second = await aClient()
    // A login a moment ago is not repeated at once, whatever is refused.
    await inSeconds(6, async () => {
      expect(await secretChecker.isSecret(second.client, second.secret)).toBe(true)
    })
  })

  test('our own login is made again when its token ended while nobody asked', async () => {
    const { secretChecker } = open(await ownLogin())
    const [first, second] = [await aClient(), await aClient()]
    expect(await secretChecker.isSecret(first.client, first.secret)).toBe(true)
    await server().revokeTokens()
    await inSeconds(server().tokenSeconds + 1, async () => {
      expect(await secretChecker.isSecret(second.client, second.secret)).toBe(true)
    })
  })

  test('signing keys are neither read nor written, and it says why; then they are where they were', async () => {
    const { mount } = server()
    const keys = open().keyStore({ mount, path: 'keys/test' })
    const [first, second] = [aKey({ kid: 'a' }), aKey({ kid: 'b' })]
    await keys.addFirst([first])
    for (const [end, begin, words] of [
      [server().seal, server().unseal, /is sealed.*\(sealed\)\. Unseal it\./],
      [server().goAway, server().comeBack, /does not answer.*\(unreachable\)\. See that it runs/],
    ] as const) {
      await end()
      await expect(keys.list()).rejects.toThrow(words)
      await expect(keys.add(second)).rejects.toMatchObject({ name: 'StoreOpenError' })
      await begin()
      expect(await keys.list()).toEqual([first])
    }
  })
})
