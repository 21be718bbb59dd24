/** WebhookStore in MongoDB: collection `webhooks`. */
import type { Webhook, WebhookStore } from '../../src/domain/webhooks/webhook-store.ts'
import type { Database } from './database.ts'
import { createRecords, parse } from './records.ts'

export function createWebhookStore(database: Database): WebhookStore {
  const webhooks = database.collection('webhooks')
  const records = createRecords<Webhook>(database, 'webhooks')

  return {
    async create(webhook) {
      await records.create(webhook.id, webhook)
    },
    async list() {
      const found = await database.ask(() =>
        webhooks
          .find({ _id: { $gt: '' } })
          .sort({ _id: 1 })
          .toArray(),
      )
      return found.map(parse<Webhook>)
    },
    delete: (id) => records.delete(id),
  }
}
