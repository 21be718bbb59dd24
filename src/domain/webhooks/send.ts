/** One delivery to a webhook, as Standard Webhooks has it (https://www.standardwebhooks.com). */
import { createHmac } from 'node:crypto'
import type { CloudEvent } from '#domain/events'

const SECRET_PREFIX = 'whsec_'

/** @param secret `whsec_` and base64; @param timestamp seconds since the epoch */
export function signatureOf(secret: string, id: string, timestamp: number, body: string): string {
  const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64')
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return `v1,${mac}`
}

/**
 * @param fetch follows no redirect, reaches no address that it must not, and has limits in time and size
 * @throws Error when the receiver did not answer 2xx; the message does not tell what it did answer
 */
export async function send(
  fetch: typeof globalThis.fetch,
  { url, secret }: { url: string; secret: string },
  event: CloudEvent,
): Promise<void> {
  const body = JSON.stringify(event)
  // At each attempt anew: receivers refuse what is some minutes old.
  const timestamp = Math.floor(Date.now() / 1000)
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Gatehouse',
      'webhook-id': event.id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signatureOf(secret, event.id, timestamp, body),
    },
    body,
  }).catch((error: unknown) => {
    throw new Error(reasonOf(error))
  })
  await response.body?.cancel()
  if (!response.ok) throw new Error(`the receiver answered ${response.status}`)
}

/** The client library wraps what happened, "fetch failed" being all it says by itself. */
function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error
  if (name === 'TimeoutError') return 'the receiver did not answer in time'
  return cause instanceof Error ? cause.message : message
}
