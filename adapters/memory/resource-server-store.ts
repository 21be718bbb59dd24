/** ResourceServerStore in memory: the reference for what the port means. */
import { DomainError } from '../../src/domain/errors.ts'
import type {
  ResourceServer,
  ResourceServerStore,
} from '../../src/domain/resource-servers/resource-server-store.ts'
import { compareText } from './order.ts'

export function createResourceServerStore(): ResourceServerStore {
  const servers = new Map<string, ResourceServer>()

  return {
    async create(server) {
      if (servers.has(server.uri)) {
        throw new DomainError('conflict', 'resource_exists', 'A resource server with this URI exists')
      }
      servers.set(server.uri, structuredClone(server))
    },

    async find(uri) {
      return structuredClone(servers.get(uri))
    },

    async update(uri, change) {
      const current = servers.get(uri)
      if (!current) return undefined
      const changed = structuredClone(change(structuredClone(current)))
      servers.set(uri, changed)
      return structuredClone(changed)
    },

    async delete(uri) {
      return servers.delete(uri)
    },

    async list({ after = '', limit }) {
      const page = [...servers.values()]
        .sort((a, b) => compareText(a.uri, b.uri))
        .filter((server) => compareText(server.uri, after) > 0)
        .slice(0, limit)
      return structuredClone(page)
    },
  }
}
