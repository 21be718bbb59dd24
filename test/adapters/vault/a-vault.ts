/** The adapter on a server of the tests, and a client whose SecretIDs that server knows. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, vi } from 'vitest'
import { openVault, type Vault, type VaultSettings } from '../../../adapters/vault/index.ts'
import type { VaultInUse } from '../../support/vault-server.ts'

/** Within a group of tests: starts the server before them, and ends it and what was opened after them. */
export function onServer<Server extends VaultInUse>(start: () => Promise<Server>) {
  let server: Server
  const opened: Vault[] = []
  beforeAll(async () => {
    server = await start()
  })
  afterAll(async () => {
    await Promise.all(opened.map((vault) => vault.close()))
    await server.stop()
  })
  return {
    server: () => server,

    open(settings: Partial<VaultSettings> = {}): Vault {
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
    },

    /** With a SecretID in Vault. */
    async aClient(ttlSeconds?: number) {
      const id = `c-${randomUUID()}`
      await server.createRole(id)
      return { client: { id, secrets: [] } as never, id, secret: await server.createSecret(id, ttlSeconds) }
    },

    /** The settings of a Gatehouse that logs in by an AppRole of its own. */
    async ownLogin() {
      const role = `gatehouse-${randomUUID()}`
      const roleId = await server.createRole(role)
      return { token: null, role, roleId, secretId: await server.createSecret(role) }
    },
  }
}

/** What is said of a secret that could not be checked. */
export const fault = (kind: string) => ({
  kind: 'unavailable',
  code: 'secrets_unavailable',
  cause: expect.objectContaining({ name: 'VaultError', fault: kind }),
})

/** What is done at a later hour, as this process sees it. A server of another process sees its own. */
export async function inSeconds(seconds: number, work: () => Promise<void>): Promise<void> {
  const clocks = [Date, performance].map((clock) => {
    const now = clock.now.bind(clock)
    return vi.spyOn(clock, 'now').mockImplementation(() => now() + seconds * 1000)
  })
  try {
    await work()
  } finally {
    for (const clock of clocks) clock.mockRestore()
  }
}
