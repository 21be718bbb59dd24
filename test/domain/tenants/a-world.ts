/** Tenants over stores in memory, with what was ended noted down. */
import { createClients } from '#domain/clients'
import { createTenants } from '#domain/tenants'
import { createSecrets } from '#lib/secrets'
import { createPeople } from '../people.ts'

export const ISSUER = 'https://id.example.com'

export function aWorld() {
  const { accounts, stores } = createPeople()
  const ended: { tenants: [id: string, epoch: number][]; members: string[] } = { tenants: [], members: [] }
  const clients = createClients({ store: stores.clients, secrets: createSecrets(Buffer.alloc(32, 1)) })
  const tenants = createTenants({
    issuer: ISSUER,
    store: stores.tenants,
    data: stores.tenantData,
    clients,
    accounts,
    tokens: {
      endBefore: async (id, epoch) => void ended.tenants.push([id, epoch]),
      endMember: async (id) => void ended.members.push(id),
    },
  })

  /** A tenant with a project and a client in it. */
  async function aTenant(name = 'Acme') {
    const tenant = await tenants.create(name)
    const project = await tenants.createProject({ tenantId: tenant.id, name: 'Shop' })
    const { client } = await tenants.registerClient(
      { name: 'App', grantTypes: ['client_credentials'] },
      { tenantId: tenant.id, projectId: project.id },
    )
    return { tenant, project, client }
  }

  return { stores, accounts, clients, tenants, ended, aTenant }
}

export type World = ReturnType<typeof aWorld>
