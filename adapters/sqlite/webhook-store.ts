/** WebhookStore in SQLite: table `webhooks`. */
import type { WebhookStore } from '../../src/domain/webhooks/webhook-store.ts'
import type { Database } from './database.ts'

export function createWebhookStore(database: Database): WebhookStore {
  const insert = database.statement('INSERT INTO webhooks (id, body) VALUES (:id, :body)', {
    code: 'webhook_exists',
    message: 'A webhook with this id exists',
  })
  const all = database.statement<{ body: string }>('SELECT body FROM webhooks ORDER BY id')
  const remove = database.statement('DELETE FROM webhooks WHERE id = :id')

  return {
    async create(webhook) {
      insert.run({ id: webhook.id, body: JSON.stringify(webhook) })
    },
    async list() {
      return all.all().map(({ body }) => JSON.parse(body))
    },
    async delete(id) {
      return remove.run({ id }) === 1
    },
  }
}
