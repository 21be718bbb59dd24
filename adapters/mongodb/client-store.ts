/** ClientStore in MongoDB: collection `clients`. */
import type { Client, ClientId, ClientStore } from '../../src/domain/clients/client-store.ts'
import { DomainError } from '../../src/domain/errors.ts'
import type { Database } from './database.ts'
import { createRecords, parse } from './records.ts'

/** Where a list begins: sorts before every client, since no time is below zero. */
const BEGINNING = { createdAt: -1, _id: '' }

export function createClientStore(database: Database): ClientStore {
  const clients = database.collection('clients')
  const records = createRecords<Client>(database, 'clients', ({ createdAt }) => ({ createdAt }))

  async function placeOf(id: ClientId | undefined): Promise<typeof BEGINNING> {
    if (id === undefined) return BEGINNING
    const projection = { createdAt: 1 }
    return (await database.ask(() => clients.findOne({ _id: id as string }, { projection }))) ?? BEGINNING
  }

  return {
    async create(client) {
      if (await records.create(client.id, client)) return
      throw new DomainError('conflict', 'client_exists', 'A client with this id exists')
    },

    find: (id) => records.find(id),

    update: (id, change) => records.change(id, (current) => current && change(current)),

    delete: (id) => records.delete(id),

    async list({ after, limit }) {
      const { createdAt, _id } = await placeOf(after)
      // The first condition, which the others imply, is what the index can begin at.
      const query = {
        createdAt: { $gte: createdAt },
        $or: [{ createdAt: { $gt: createdAt } }, { _id: { $gt: _id } }],
      }
      const found = await database.ask(() =>
        clients.find(query).sort({ createdAt: 1, _id: 1 }).limit(limit).toArray(),
      )
      return found.map(parse<Client>)
    },
  }
}
