/** ResourceServerStore that remembers: every token for an API asks for it. */
import type {
  ResourceServer,
  ResourceServerStore,
} from '../../src/domain/resource-servers/resource-server-store.ts'
import { createRemembering, type Freshness } from './remember.ts'

export function cachedResourceServerStore(
  store: ResourceServerStore,
  freshness: Freshness,
): ResourceServerStore {
  const remembering = createRemembering<ResourceServer>(freshness)
  return {
    ...store,
    find: (uri) => remembering.find(uri, () => store.find(uri)),
    update: (uri, change) => remembering.changing(uri, () => store.update(uri, change)),
    delete: (uri) => remembering.changing(uri, () => store.delete(uri)),
  }
}
