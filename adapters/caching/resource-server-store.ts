/** ResourceServerStore that remembers, for a store across the network: every token for an API asks for it. */
import type {
  ResourceServer,
  ResourceServerStore,
} from '../../src/domain/resource-servers/resource-server-store.ts'
import { createRemembering } from './remember.ts'

export function cachedResourceServerStore(store: ResourceServerStore): ResourceServerStore {
  const remembering = createRemembering<ResourceServer>()
  return {
    ...store,
    find: (uri) => remembering.find(uri, () => store.find(uri)),
    update: (uri, change) => remembering.changing(uri, () => store.update(uri, change)),
    delete: (uri) => remembering.changing(uri, () => store.delete(uri)),
  }
}
