/** Port: where webhooks are kept. */
import type { Webhook } from './webhook.ts'

export type { Webhook }

export interface WebhookStore {
  create(webhook: Webhook): Promise<void>
  /** By id; there are few. */
  list(): Promise<Webhook[]>
  /** True to the one caller that deleted it. */
  delete(id: string): Promise<boolean>
}
