/** The log in MongoDB, whose end each process remembers as far as it wrote it. */
import type { CommandStartedEvent } from 'mongodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEventStore } from '../../adapters/mongodb/event-store.ts'
import { openDatabase } from '../../adapters/mongodb/open-database.ts'
import type { EventStore, KeptEvent } from '../../src/domain/events/event-store.ts'
import { ensureMongo, type MongoDatabases, openMongo } from '../support/mongo-server.ts'
import { upTo } from './conformance/open-for-each.ts'
import { anEvent } from './conformance/records.ts'

describe.runIf(await ensureMongo())('the log in MongoDB', () => {
  let mongo: MongoDatabases
  let closing: (() => Promise<void>)[]
  beforeAll(async () => {
    mongo = await openMongo()
    closing = []
  }, 60_000)
  afterAll(async () => {
    await Promise.all(closing.map((close) => close()))
    await mongo.stop()
  })

  /** As a process has it. */
  async function open(uri: string): Promise<{ log: EventStore; finds: number[] }> {
    const finds: number[] = []
    const note = ({ command, commandName }: CommandStartedEvent) => {
      // The newest is looked for before each append.
      const after = commandName === 'find' && command.limit !== 1 ? command.filter._id?.$gt : undefined
      if (after !== undefined) finds.push(after)
    }
    const database = await openDatabase(uri, (client) => client.on('commandStarted', note))
    closing.push(() => database.close())
    return { log: createEventStore(database), finds }
  }

  const some = (count: number) => upTo(count).map(() => anEvent())
  const positions = (events: KeptEvent[]) => events.map(({ position }) => position)

  test('is asked for by who did not write it, and by who wrote it as far as others may have gone on', async () => {
    const uri = mongo.freshUri()
    const [writer, reader] = [await open(uri), await open(uri)]
    await writer.log.append(some(3))
    await writer.log.append(some(2))
    const all = await reader.log.read(0, 10)
    expect(positions(all)).toEqual([1, 2, 3, 4, 5])
    expect(await writer.log.read(0, 10)).toEqual(all)
    expect(await writer.log.read(1, 2)).toEqual(all.slice(1, 3))
    expect(writer.finds).toEqual([])
    expect(await writer.log.read(5, 10)).toEqual([])
    expect([writer.finds, reader.finds]).toEqual([[5], [0]])
  })

  test('reads the same to each of three processes that write to it, none left out, page by page', async () => {
    const uri = mongo.freshUri()
    const processes = await Promise.all(upTo(3).map(() => open(uri)))
    const page = async (log: EventStore, read: KeptEvent[]) => {
      const found = await log.read(read.at(-1)?.position ?? 0, 4)
      read.push(...found)
      return found.length > 0
    }
    const readings = await Promise.all(
      processes.map(async ({ log }, n) => {
        const read: KeptEvent[] = []
        for (const count of [1, 5, 2, 7]) {
          await log.append(some(count + n))
          await page(log, read)
        }
        return { log, read }
      }),
    )
    for (const { log, read } of readings) while (await page(log, read));
    const everything = await (await open(uri)).log.read(0, 100)
    expect(positions(everything)).toEqual(upTo(57))
    for (const { read } of readings) expect(read).toEqual(everything)
  })

  test('is read from the middle of what another process has put together', async () => {
    const uri = mongo.freshUri()
    const [writer, reader] = [await open(uri), await open(uri)]
    const ofOne = upTo(5).map(() => anEvent({ subject: 'one' }))
    await writer.log.append([...ofOne, anEvent({ subject: 'other' })])
    const all = await writer.log.read(0, 10)
    expect(await reader.log.read(0, 2)).toEqual(all.slice(0, 2))
    expect(await reader.log.read(2, 2)).toEqual(all.slice(2, 4))
    expect(await reader.log.read(4, 10)).toEqual(all.slice(4))
  })

  test('does not bring back what was removed', async () => {
    const { log } = await open(mongo.freshUri())
    await log.append([anEvent({ time: 1 }), anEvent({ time: 2 }), anEvent({ time: 100 })])
    await log.removeBefore(50, 10)
    expect(positions(await log.read(0, 10))).toEqual([3])
  })

  test('loses what is old in whole runs, at least as much as is asked for, and the newest never', async () => {
    const { log } = await open(mongo.freshUri())
    const of = (subject: string, times: number[]) => times.map((time) => anEvent({ subject, time }))
    await log.append([
      ...of('one', [1, 2, 3]),
      ...of('other', [2, 60]),
      ...of('third', [4, 5]),
      ...of('last', [6]),
    ])
    expect(await log.removeBefore(50, 2)).toBe(3)
    expect(await log.removeBefore(50, 2)).toBe(2)
    expect(await log.removeBefore(50, 2)).toBe(0)
    expect((await log.read(0, 10)).map(({ subject }) => subject)).toEqual(['other', 'other', 'last'])
    expect(await log.removeBefore(1000, 9)).toBe(2)
    expect(await log.last()).toBe(8)
  })

  test('is remembered no further back than some thousands of events', async () => {
    const { log, finds } = await open(mongo.freshUri())
    for (const _ of upTo(5)) await log.append(some(1000))
    expect(positions(await log.read(0, 2))).toEqual([1, 2])
    expect(positions(await log.read(4998, 10))).toEqual([4999, 5000])
    expect(finds).toEqual([0])
  })
})
