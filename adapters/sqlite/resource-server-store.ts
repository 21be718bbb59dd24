/** ResourceServerStore in SQLite: table `resource_servers`. */
import type {
  ResourceServer,
  ResourceServerStore,
} from '../../src/domain/resource-servers/resource-server-store.ts'
import type { Database } from './database.ts'

interface ResourceServerRow {
  body: string
}

export function createResourceServerStore(database: Database): ResourceServerStore {
  const byUri = database.statement<ResourceServerRow>('SELECT body FROM resource_servers WHERE uri = :uri')
  const page = database.statement<ResourceServerRow>(
    'SELECT body FROM resource_servers WHERE uri > :after ORDER BY uri LIMIT :limit',
  )
  const insert = database.statement('INSERT INTO resource_servers (uri, body) VALUES (:uri, :body)', {
    code: 'resource_exists',
    message: 'A resource server with this URI exists',
  })
  const overwrite = database.statement('UPDATE resource_servers SET body = :body WHERE uri = :uri')
  const remove = database.statement('DELETE FROM resource_servers WHERE uri = :uri')

  return {
    async create(server) {
      insert.run({ uri: server.uri, body: JSON.stringify(server) })
    },

    async find(uri) {
      return toResourceServerIfAny(byUri.get({ uri }))
    },

    async update(uri, change) {
      return database.transaction(() => {
        const current = toResourceServerIfAny(byUri.get({ uri }))
        if (!current) return undefined
        const body = JSON.stringify(change(current))
        overwrite.run({ uri, body })
        return toResourceServer({ body })
      })
    },

    async delete(uri) {
      return remove.run({ uri }) === 1
    },

    async list({ after = '', limit }) {
      return page.all({ after, limit }).map(toResourceServer)
    },
  }
}

function toResourceServerIfAny(row: ResourceServerRow | undefined): ResourceServer | undefined {
  return row && toResourceServer(row)
}

function toResourceServer({ body }: ResourceServerRow): ResourceServer {
  return JSON.parse(body) as ResourceServer
}
