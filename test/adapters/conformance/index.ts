/** Every suite for every port: what an adapter must pass. */
import { describe, expect, test } from 'vitest'
import { accountChangesConformance } from './account-changes.ts'
import { accountStoreConformance } from './account-store.ts'
import { artifactOwnersConformance } from './artifact-owners.ts'
import { artifactStoreConformance } from './artifact-store.ts'
import { clientStoreConformance } from './client-store.ts'
import { consentStoreConformance } from './consent-store.ts'
import { deliveryStoresConformance } from './delivery-stores.ts'
import { eventStoreConformance } from './event-store.ts'
import { factorStoreConformance } from './factor-store.ts'
import { keptEventsConformance } from './kept-events.ts'
import { keyStoreConformance } from './key-store.ts'
import { limitStoreConformance } from './limit-store.ts'
import { oneTimeTokenStoreConformance } from './one-time-token-store.ts'
import { type OpenStores, openForEach } from './open-for-each.ts'
import { resourceServerStoreConformance } from './resource-server-store.ts'
import { tenantDataStoreConformance } from './tenant-data-store.ts'
import { tenantStoreConformance } from './tenant-store.ts'

export type { OpenStores } from './open-for-each.ts'

export function storesConformance(open: OpenStores): void {
  accountStoreConformance(open)
  accountChangesConformance(open)
  factorStoreConformance(open)
  keptEventsConformance(open)
  limitStoreConformance(open)
  oneTimeTokenStoreConformance(open)
  clientStoreConformance(open)
  resourceServerStoreConformance(open)
  consentStoreConformance(open)
  keyStoreConformance(open)
  tenantStoreConformance(open)
  tenantDataStoreConformance(open)
  artifactStoreConformance(open)
  artifactOwnersConformance(open)
  eventStoreConformance(open)
  deliveryStoresConformance(open)

  describe('the stores as a whole', () => {
    const stores = openForEach(open)

    test('answer a ping, again and again, and show nothing of it', async () => {
      for (const _ of [1, 2, 3]) await expect(stores().ping()).resolves.toBeUndefined()
      expect(await stores().accounts.list({ limit: 1 })).toEqual([])
    })

    test('can be closed twice', async () => {
      await stores().close()
      await expect(stores().close()).resolves.toBeUndefined()
    })
  })
}
