/** ResourceServerStore in MongoDB: collection `resourceServers`. */

import { DomainError } from '../../src/domain/errors.ts'
import type {
  ResourceServer,
  ResourceServerStore,
} from '../../src/domain/resource-servers/resource-server-store.ts'
import type { Database } from './database.ts'
import { createRecords, parse } from './records.ts'

export function createResourceServerStore(database: Database): ResourceServerStore {
  const servers = database.collection('resourceServers')
  const records = createRecords<ResourceServer>(database, 'resourceServers')

  return {
    async create(server) {
      if (await records.create(server.uri, server)) return
      throw new DomainError('conflict', 'resource_exists', 'A resource server with this URI exists')
    },

    find: (uri) => records.find(uri),

    update: (uri, change) => records.change(uri, (current) => current && change(current)),

    delete: (uri) => records.delete(uri),

    async list({ after = '', limit }) {
      const found = await database.ask(() =>
        servers
          .find({ _id: { $gt: after } })
          .sort({ _id: 1 })
          .limit(limit)
          .toArray(),
      )
      return found.map(parse<ResourceServer>)
    },
  }
}
