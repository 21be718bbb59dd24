/** ClientStore in SQLite: table `clients`. */
import type { Client, ClientStore } from '../../src/domain/clients/client-store.ts'
import type { Database } from './database.ts'

interface ClientRow {
  body: string
}

/** Where a list begins: sorts before every client, since no time is below zero. */
const BEGINNING = { created_at: -1, id: '' }

export function createClientStore(database: Database): ClientStore {
  const byId = database.statement<ClientRow>('SELECT body FROM clients WHERE id = :id')
  const placeOf = database.statement<typeof BEGINNING>('SELECT created_at, id FROM clients WHERE id = :id')
  const page = database.statement<ClientRow>(
    `SELECT body FROM clients WHERE (created_at, id) > (:createdAt, :id) ORDER BY created_at, id LIMIT :limit`,
  )
  const insert = database.statement(
    'INSERT INTO clients (id, created_at, body) VALUES (:id, :createdAt, :body)',
    { code: 'client_exists', message: 'A client with this id exists' },
  )
  const overwrite = database.statement(
    'UPDATE clients SET created_at = :createdAt, body = :body WHERE id = :id',
  )
  const remove = database.statement('DELETE FROM clients WHERE id = :id')

  return {
    async create(client) {
      insert.run({ id: client.id, createdAt: client.createdAt, body: JSON.stringify(client) })
    },

    async find(id) {
      return toClientIfAny(byId.get({ id }))
    },

    async update(id, change) {
      return database.transaction(() => {
        const current = toClientIfAny(byId.get({ id }))
        if (!current) return undefined
        const changed = change(current)
        const body = JSON.stringify(changed)
        overwrite.run({ id, createdAt: changed.createdAt, body })
        return toClient({ body })
      })
    },

    async delete(id) {
      return remove.run({ id }) === 1
    },

    async list({ after, limit }) {
      const last = after === undefined ? undefined : placeOf.get({ id: after })
      const { created_at: createdAt, id } = last ?? BEGINNING
      return page.all({ createdAt, id, limit }).map(toClient)
    },
  }
}

function toClientIfAny(row: ClientRow | undefined): Client | undefined {
  return row && toClient(row)
}

function toClient({ body }: ClientRow): Client {
  return JSON.parse(body) as Client
}
