/** The clients that may be served at present. */
import type { Clients } from '#domain/clients'
import type { Registry } from './registry.ts'

/** Leaves out the clients of a tenant that is suspended or gone: to whoever asks there is no such client. */
export function servedClients<Found extends Pick<Clients, 'find'>>(
  clients: Found,
  tenants: Pick<Registry, 'find'>,
): Found {
  return {
    ...clients,
    async find(id) {
      const client = await clients.find(id)
      if (client?.tenancy === undefined) return client
      const tenant = await tenants.find(client.tenancy.tenantId)
      return tenant?.status === 'active' ? client : undefined
    },
  }
}
