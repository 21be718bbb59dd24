/** Webhooks on the wire: what receivers get, how they check it, and where nothing is sent. */
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { KeptEvent } from '#domain/events'
import { createWebhooks, type Webhooks } from '#domain/webhooks'
import { createOutboundFetch } from '#lib/outbound-fetch'
import { createSecrets } from '#lib/secrets'
import { openMemoryStores } from '../../../adapters/memory/index.ts'
import { anEvent } from '../../adapters/conformance/records.ts'
import { type Receiver, type Response, startReceiver } from '../../support/receiver.ts'
import { expectRefusal } from '../refusals.ts'

const ISSUER = 'https://id.example.com'

const receivers: Receiver[] = []
afterEach(async () => {
  vi.useRealTimers()
  for (const receiver of receivers.splice(0)) await receiver.stop()
})

async function aReceiver(answer?: () => Response | Promise<Response>): Promise<Receiver> {
  const receiver = await startReceiver(answer)
  receivers.push(receiver)
  return receiver
}

function world(allow = ['127.0.0.1']) {
  const stores = openMemoryStores()
  const webhooks = createWebhooks({
    store: stores.webhooks,
    deliveries: stores.deliveries,
    log: stores.events,
    secrets: createSecrets(Buffer.alloc(32, 7)),
    issuer: ISSUER,
    fetch: createOutboundFetch(allow),
  })
  return { stores, webhooks }
}

const keptEvent = (members: Partial<KeptEvent> = {}): KeptEvent => ({ ...anEvent(), position: 1, ...members })

async function deliver(webhooks: Webhooks, event = keptEvent()): Promise<void> {
  for (const subscriber of await webhooks.subscribers()) await subscriber.deliver(event)
}

describe('a delivery', () => {
  it('is a CloudEvents object, and passes the check of the Standard Webhooks library', async () => {
    const { webhooks } = world()
    const receiver = await aReceiver()
    const { secret } = await webhooks.create({ url: receiver.url, events: [] })
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    const event = keptEvent({
      time: Date.UTC(2025, 7, 17, 12, 0, 0, 123),
      data: { user_agent: 'Ünïcödé ✓ "quoted"' },
    })
    await deliver(webhooks, event)
    const [delivered] = receiver.delivered
    const { headers, body = '' } = delivered ?? {}
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': event.id })
    const checked = new StandardWebhook(secret).verify(body, headers as Record<string, string>)
    expect(checked).toEqual({
      specversion: '1.0',
      id: event.id,
      source: ISSUER,
      type: event.type,
      time: '2025-08-17T12:00:00.123Z',
      subject: event.subject,
      datacontenttype: 'application/json',
      data: event.data,
    })
  })

  it('is refused by that library when its body, its id or its time was changed, or by another secret', async () => {
    const { webhooks } = world()
    const receiver = await aReceiver()
    const { secret } = await webhooks.create({ url: receiver.url, events: [] })
    const other = await webhooks.create({ url: receiver.url, events: [] })
    await deliver(webhooks)
    const delivered = receiver.delivered.find(({ headers, body }) => passes(secret, headers, body))
    expect(delivered).toBeDefined()
    const { headers, body } = delivered as NonNullable<typeof delivered>
    const timestamp = String(Number(headers['webhook-timestamp']) + 1)
    expect(passes(secret, headers, body.replace('login', 'logout'))).toBe(false)
    expect(passes(secret, { ...headers, 'webhook-id': 'another' }, body)).toBe(false)
    expect(passes(secret, { ...headers, 'webhook-timestamp': timestamp }, body)).toBe(false)
    expect(passes(other.secret, headers, body)).toBe(false)
  })

  it('is signed anew at each attempt, since receivers refuse what is old', async () => {
    const { webhooks } = world()
    const receiver = await aReceiver()
    const { secret } = await webhooks.create({ url: receiver.url, events: [] })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 })
    await deliver(webhooks)
    const [delivered] = receiver.delivered
    expect(passes(secret, delivered?.headers ?? {}, delivered?.body ?? '')).toBe(true)
  })

  it.each([200, 201, 204])('has arrived when the receiver answers %i', async (status) => {
    const { webhooks } = world()
    const receiver = await aReceiver(() => ({ status }))
    await webhooks.create({ url: receiver.url, events: [] })
    await expect(deliver(webhooks)).resolves.toBeUndefined()
  })

  it.each([301, 307, 400, 404, 410, 429, 500, 503])('has not when it answers %i', async (status) => {
    const { webhooks } = world()
    const location = 'http://127.0.0.1:1/elsewhere'
    const receiver = await aReceiver(() => ({ status, headers: { location }, body: 'secret of ours' }))
    await webhooks.create({ url: receiver.url, events: [] })
    await expect(deliver(webhooks)).rejects.toThrow(`the receiver answered ${status}`)
    expect(receiver.delivered).toHaveLength(1)
  })

  it('has not when nobody is there', async () => {
    const { webhooks } = world()
    const receiver = await aReceiver()
    await webhooks.create({ url: receiver.url, events: [] })
    await receiver.stop()
    await expect(deliver(webhooks)).rejects.toThrow(/ECONNREFUSED/)
  })

  it('does not care how much the receiver answers', async () => {
    const { webhooks } = world()
    const receiver = await aReceiver(() => ({ status: 200, body: 'x'.repeat(10_000_000) }))
    await webhooks.create({ url: receiver.url, events: [] })
    await expect(deliver(webhooks)).resolves.toBeUndefined()
  })
})

describe('the network behind us', () => {
  it.each([
    'http://127.0.0.1:PORT/hook',
    'http://localhost:PORT/hook',
    'http://[::1]:PORT/hook',
    'http://[::ffff:127.0.0.1]:PORT/hook',
    'http://2130706433:PORT/hook',
    'http://0x7f.1:PORT/hook',
    'http://0.0.0.0:PORT/hook',
    'http://10.0.0.1:PORT/hook',
    'http://169.254.169.254/latest/meta-data',
    'http://[fd00::1]:PORT/hook',
  ])('is not reached by way of %s', async (url) => {
    const { webhooks } = world([])
    const receiver = await aReceiver()
    await webhooks.create({ url: url.replace('PORT', String(receiver.port)), events: [] })
    await expect(deliver(webhooks)).rejects.toThrow(/may not be reached/)
    expect(receiver.delivered).toEqual([])
  })

  it('is not reached by a redirect from an address that is allowed', async () => {
    const { webhooks } = world(['127.0.0.1'])
    const inside = await aReceiver()
    const location = `http://localhost:${inside.port}/hook`
    const outside = await aReceiver(() => ({ status: 307, headers: { location } }))
    await webhooks.create({ url: outside.url, events: [] })
    await expect(deliver(webhooks)).rejects.toThrow('307')
    expect(inside.delivered).toEqual([])
  })
})

describe('a webhook', () => {
  it('is told of the types that it names, and of all where it names none', async () => {
    const { webhooks } = world()
    await webhooks.create({ url: 'https://a.example.com', events: ['TokenRevoked', 'auth.user_created'] })
    await webhooks.create({ url: 'https://b.example.com', events: [] })
    const wants = async (type: KeptEvent['type']) =>
      (await webhooks.subscribers()).map((one) => one.wants(keptEvent({ type }))).filter(Boolean).length
    expect(await wants('TokenRevoked')).toBe(2)
    expect(await wants('TokenIssued')).toBe(1)
  })

  it('hears of what happens from its creation on', async () => {
    const { stores, webhooks } = world()
    await stores.events.append([anEvent(), anEvent()])
    await webhooks.create({ url: 'https://a.example.com', events: [] })
    expect((await webhooks.subscribers())[0]?.startsAfter).toBe(2)
  })

  it('keeps its secret to itself: the store has it encrypted, bound to this webhook', async () => {
    const { stores, webhooks } = world()
    const { secret, ...kept } = await webhooks.create({ url: 'https://a.example.com', events: [] })
    const stored = await stores.webhooks.list()
    expect(stored).toEqual([kept])
    expect(JSON.stringify(stored)).not.toContain(secret.slice(6, 40))
    await stores.webhooks.create({ ...kept, id: 'moved' })
    const moved = (await webhooks.subscribers()).find(({ name }) => name.endsWith('moved'))
    await expect(moved?.deliver(keptEvent())).rejects.toThrow()
  })

  it('takes with it what was waiting, when it is deleted', async () => {
    const { stores, webhooks } = world()
    const { id } = await webhooks.create({ url: 'https://a.example.com', events: [] })
    const [subscriber] = await webhooks.subscribers()
    await stores.deliveries.advance(subscriber?.name ?? '', 5)
    await webhooks.delete(id)
    expect(await stores.deliveries.cursor(subscriber?.name ?? '')).toBeUndefined()
    expect(await webhooks.list()).toEqual([])
    await expectRefusal(webhooks.delete(id), 'not_found', 'webhook_not_found')
  })

  it.each([
    'no url',
    'ftp://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '//example.com',
    'https://user:password@example.com/',
    'https://example.com/#fragment',
    `https://example.com/${'x'.repeat(2048)}`,
  ])('is refused at %s', async (url) => {
    await expectRefusal(world().webhooks.create({ url, events: [] }), 'invalid', 'invalid_url')
  })

  it('is refused for an event that does not exist', async () => {
    const create = world().webhooks.create({ url: 'https://a.example.com', events: ['TokenEaten'] })
    await expectRefusal(create, 'invalid', 'unknown_event_type')
  })
})

function passes(secret: string, headers: Record<string, unknown>, body: string): boolean {
  try {
    new StandardWebhook(secret).verify(body, headers as Record<string, string>)
    return true
  } catch {
    return false
  }
}
