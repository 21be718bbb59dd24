/** WebhookStore in memory: the reference for what the port means. */
import type { Webhook, WebhookStore } from '../../src/domain/webhooks/webhook-store.ts'
import { compareText } from './order.ts'

export function createWebhookStore(): WebhookStore {
  const webhooks = new Map<string, Webhook>()

  return {
    async create(webhook) {
      webhooks.set(webhook.id, structuredClone(webhook))
    },
    async list() {
      return structuredClone([...webhooks.values()].sort((a, b) => compareText(a.id, b.id)))
    },
    async delete(id) {
      return webhooks.delete(id)
    },
  }
}
