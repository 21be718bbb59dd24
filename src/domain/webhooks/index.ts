/**
 * Webhooks: URLs that are told of events. Owns who they are and what is sent: a CloudEvents object in JSON, signed as
 * Standard Webhooks has it; does not know how often it is sent, which is the room of events' affair.
 */
export type { Webhook } from './webhook.ts'
