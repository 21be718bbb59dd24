/** ClientStore that remembers: every token request asks for its client. */
import type { Client, ClientStore } from '../../src/domain/clients/client-store.ts'
import { createRemembering, type Freshness } from './remember.ts'

export function cachedClientStore(store: ClientStore, freshness: Freshness): ClientStore {
  const remembering = createRemembering<Client>(freshness)
  return {
    ...store,
    find: (id) => remembering.find(id, () => store.find(id)),
    update: (id, change) => remembering.changing(id, () => store.update(id, change)),
    delete: (id) => remembering.changing(id, () => store.delete(id)),
  }
}
