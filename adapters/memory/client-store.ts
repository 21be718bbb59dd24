/** ClientStore in memory: the reference for what the port means. */
import type { Client, ClientId, ClientStore } from '../../src/domain/clients/client-store.ts'
import { DomainError } from '../../src/domain/errors.ts'
import { compareText } from './order.ts'

export function createClientStore(): ClientStore {
  const clients = new Map<ClientId, Client>()

  return {
    async create(client) {
      if (clients.has(client.id)) {
        throw new DomainError('conflict', 'client_exists', 'A client with this id exists')
      }
      clients.set(client.id, structuredClone(client))
    },

    async find(id) {
      return structuredClone(clients.get(id))
    },

    async update(id, change) {
      const current = clients.get(id)
      if (!current) return undefined
      const changed = structuredClone(change(structuredClone(current)))
      clients.set(id, changed)
      return structuredClone(changed)
    },

    async delete(id) {
      return clients.delete(id)
    },

    async list({ after, limit }) {
      const last = after === undefined ? undefined : clients.get(after)
      const page = [...clients.values()]
        .sort(byAge)
        .filter((client) => !last || byAge(client, last) > 0)
        .slice(0, limit)
      return structuredClone(page)
    },
  }
}

function byAge(a: Client, b: Client): number {
  return a.createdAt - b.createdAt || compareText(a.id, b.id)
}
