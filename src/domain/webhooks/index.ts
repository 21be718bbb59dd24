/**
 * Webhooks: URLs that are told of events. Owns who they are and what is sent: a CloudEvents object in JSON, signed as
 * Standard Webhooks has it; does not know how often it is sent, which is the room of events' affair.
 */
import { randomBytes } from 'node:crypto'
import { DomainError } from '#domain/errors'
import {
  type DeliveryStore,
  EVENT_TYPES,
  type EventStore,
  type EventType,
  type Subscriber,
  toCloudEvent,
} from '#domain/events'
import { newId } from '#lib/ids'
import type { Secrets } from '#lib/secrets'
import { send } from './send.ts'
import type { Webhook } from './webhook.ts'
import type { WebhookStore } from './webhook-store.ts'

export type { Webhook } from './webhook.ts'
export type { WebhookStore } from './webhook-store.ts'

export interface Webhooks {
  /**
   * @param events types that it is told of; all when empty
   * @returns it with its secret, which is never shown again
   * @throws DomainError `invalid`, codes `invalid_url`, `unknown_event_type`
   */
  create(input: { url: string; events: string[] }): Promise<Webhook & { secret: string }>
  list(): Promise<Webhook[]>
  /** With all that waits for it. @throws DomainError `not_found`, code `webhook_not_found` */
  delete(id: string): Promise<void>
  subscribers(): Promise<Subscriber[]>
}

const PURPOSE = 'webhook secrets'
const SECRET_BYTES = 32
const MAX_URL_LENGTH = 2048

/** By which the deliveries to a webhook are known. */
export const subscriberNameOf = (webhookId: string): string => `webhook ${webhookId}`

export function createWebhooks(deps: {
  store: WebhookStore
  deliveries: DeliveryStore
  log: Pick<EventStore, 'last'>
  secrets: Secrets
  issuer: string
  /** Follows others' word to a URL, under the outbound rules. */
  fetch: typeof globalThis.fetch
}): Webhooks {
  const { store, deliveries, log, secrets, issuer, fetch } = deps

  function toSubscriber({ id, url, events, encryptedSecret, startsAfter }: Webhook): Subscriber {
    return {
      name: subscriberNameOf(id),
      startsAfter,
      wants: ({ type }) => events.length === 0 || events.includes(type),
      async deliver(event) {
        const secret = secrets.decrypt(PURPOSE, encryptedSecret, id)
        await send(fetch, { url, secret }, toCloudEvent(event, issuer))
      },
    }
  }

  return {
    async create({ url, events }) {
      const id = newId('wh_')
      const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`
      const webhook: Webhook = {
        id,
        url: checkUrl(url),
        events: events.map(checkType),
        encryptedSecret: secrets.encrypt(PURPOSE, secret, id),
        startsAfter: await log.last(),
        createdAt: Date.now(),
      }
      await store.create(webhook)
      return { ...webhook, secret }
    },

    list: () => store.list(),

    async delete(id) {
      if (!(await store.delete(id))) {
        throw new DomainError('not_found', 'webhook_not_found', `There is no webhook ${id}`)
      }
      await deliveries.forget(subscriberNameOf(id))
    },

    async subscribers() {
      return (await store.list()).map(toSubscriber)
    },
  }
}

function checkUrl(text: string): string {
  const url = URL.parse(text)
  const isFit =
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    url.username === '' &&
    url.password === '' &&
    url.hash === '' &&
    text.length <= MAX_URL_LENGTH
  if (isFit) return url.href
  throw new DomainError(
    'invalid',
    'invalid_url',
    'A webhook’s URL begins with https:// or http://, and has neither credentials nor a fragment',
  )
}

function checkType(text: string): EventType {
  const type = EVENT_TYPES.find((known) => known === text)
  if (type !== undefined) return type
  throw new DomainError(
    'invalid',
    'unknown_event_type',
    `There is no event ${text}. Known are: ${EVENT_TYPES.join(', ')}`,
  )
}
