/** Events on their way to real receivers over real sockets, from the embedded database. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createEventLog, startDispatch } from '#domain/events'
import { createWebhooks } from '#domain/webhooks'
import { createOutboundFetch } from '#lib/outbound-fetch'
import { createSecrets } from '#lib/secrets'
import { openSqliteStores } from '../../../adapters/sqlite/index.ts'
import { anEvent } from '../../adapters/conformance/records.ts'
import { type Delivered, type Receiver, startReceiver } from '../../support/receiver.ts'

const TIMES = {
  heartbeatMs: 20,
  idleMs: 5,
  firstRetryMs: 5,
  maxRetryMs: 40,
  giveUpMs: 60_000,
  coolDownMs: 30,
  maxCoolDownMs: 60,
}

const stopping: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stopping.splice(0)) await stop()
})

async function aReceiver(answer?: Parameters<typeof startReceiver>[0]): Promise<Receiver> {
  const receiver = await startReceiver(answer)
  stopping.push(receiver.stop)
  return receiver
}

/** Tells the receivers of all that is appended. */
async function world(receivers: Receiver[]) {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-'))
  const stores = openSqliteStores({ file: join(folder, 'gatehouse.sqlite') })
  const webhooks = createWebhooks({
    store: stores.webhooks,
    deliveries: stores.deliveries,
    log: stores.events,
    secrets: createSecrets(Buffer.alloc(32, 7)),
    issuer: 'https://id.example.com',
    fetch: createOutboundFetch(['127.0.0.1']),
  })
  for (const { url } of receivers) await webhooks.create({ url, events: [] })
  const dispatch = startDispatch({
    events: createEventLog({ log: stores.events, sink: stores.eventSink, outboxes: stores.outboxes }),
    log: stores.events,
    leases: stores.leases,
    deliveries: stores.deliveries,
    subscribers: () => webhooks.subscribers(),
    holder: 'test',
    onProblem: () => {},
    times: TIMES,
  })
  stopping.unshift(
    () => dispatch.stop(),
    () => stores.close(),
    async () => rmSync(folder, { recursive: true }),
  )
  return stores
}

const SUBJECTS = ['ada', 'bob', 'eve', 'joe', 'kim']

const idOf = ({ body }: Pick<Delivered, 'body'>): string => JSON.parse(body).id
const taken = ({ delivered }: Receiver) => delivered.filter(({ status }) => status === 204).map(idOf)

describe('receivers that are well, slow, flapping, or down for a while', () => {
  it('get every event at least once, in order for each subject, whatever the others do', async () => {
    let isDown = true
    const [well, slow, flapping, down] = await Promise.all([
      aReceiver(),
      aReceiver(async () => {
        await sleep(15)
        return { status: 204 }
      }),
      aReceiver(() => ({ status: Math.random() < 0.3 ? 503 : 204 })),
      aReceiver(() => ({ status: isDown ? 500 : 204 })),
    ])
    const stores = await world([well, slow, flapping, down])
    const expected = new Map<string, string[]>()
    for (let round = 0; round < 12; round += 1) {
      const events = SUBJECTS.map((subject) => anEvent({ subject }))
      await stores.events.append(events)
      for (const { subject, id } of events) expected.set(subject, [...(expected.get(subject) ?? []), id])
      await sleep(2)
    }
    const count = 12 * SUBJECTS.length
    const all = async (receiver: Receiver) =>
      vi.waitFor(() => expect(new Set(taken(receiver)).size).toBe(count), { timeout: 60_000, interval: 20 })

    await all(well)
    expect(taken(down)).toEqual([])
    isDown = false
    await Promise.all([slow, flapping, down].map(all))
    for (const receiver of [well, slow, flapping, down]) {
      for (const ids of expected.values()) {
        expect(taken(receiver).filter((id) => ids.includes(id))).toEqual(ids)
      }
    }
    // Nothing crashed, so nothing came twice.
    expect(taken(well)).toHaveLength(count)
  })

  it('one that refuses what is about one person gets what is about the others at once', async () => {
    const picky = await aReceiver(({ body }) => ({ status: JSON.parse(body).subject === 'ada' ? 422 : 204 }))
    const stores = await world([picky])
    const [refused, wanted] = [anEvent({ subject: 'ada' }), anEvent({ subject: 'bob' })]
    await stores.events.append([refused, anEvent({ subject: 'ada' }), wanted])
    const soon = { timeout: 60_000, interval: 5 }
    await vi.waitFor(() => expect(taken(picky)).toEqual([wanted.id]), soon)
    await vi.waitFor(() => expect(picky.delivered.length).toBeGreaterThan(4), soon)
    const aboutAda = picky.delivered.filter(({ status }) => status === 422).map(idOf)
    expect(new Set(aboutAda)).toEqual(new Set([refused.id]))
  })
})
