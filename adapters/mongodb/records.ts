/** Records that are kept whole, as JSON under one `_id`: found, created, changed without losing a change, deleted. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Collection, UpdateFilter } from 'mongodb'
import type { NewEvent } from '../../src/domain/events/event-store.ts'
import type { Documents, RecordDocument } from './collections.ts'
import type { Database } from './database.ts'
import { createTurns } from './in-turn.ts'
import { newVersion } from './record-key.ts'
import { newWithEvents, withEvents } from './with-events.ts'

export type RecordCollection = {
  [Name in keyof Documents]: Documents[Name] extends RecordDocument ? Name : never
}[keyof Documents]

export interface Records<Row> {
  find(id: string): Promise<Row | undefined>
  /** False when the id is taken. */
  create(id: string, record: Row): Promise<boolean>
  /**
   * Replaces a record by what `change` makes of it, or, where it gets and answers undefined, does nothing. `change`
   * runs again when somebody else was faster.
   */
  change<Changed extends Row | undefined>(
    id: string,
    change: (current: Row | undefined) => Changed,
    events?: NewEvent[],
  ): Promise<Changed>
  /**
   * True to the one caller that removed it. A shell stays for a while, which carries the events; only for collections
   * that are read through here, and have an index that lets the shell go.
   */
  remove(id: string, events: NewEvent[]): Promise<boolean>
  /** True to the one caller that deleted it. */
  delete(id: string): Promise<boolean>
}

/** Upper limit of the random wait before another try, in milliseconds. */
const RETRY_MS = 10

/** @param fieldsOf what is looked up beside the id */
export function createRecords<Row>(
  database: Database,
  name: RecordCollection,
  fieldsOf: (record: Row) => Record<string, unknown> = () => ({}),
): Records<Row> {
  const collection = database.collection(name) as Collection<RecordDocument>
  const turns = createTurns()

  function documentOf(id: string, record: Row): Documents[RecordCollection] {
    const document = { ...fieldsOf(record), _id: id, version: newVersion(), body: JSON.stringify(record) }
    return document as Documents[RecordCollection]
  }

  const insert = async (document: Documents[RecordCollection], events: NewEvent[] = []): Promise<boolean> =>
    (await database.insert(name, newWithEvents(document, events))) === undefined

  async function replace(
    version: number,
    document: Documents[RecordCollection],
    events: NewEvent[],
  ): Promise<boolean> {
    const { _id, ...fields } = document
    const update: UpdateFilter<RecordDocument> = { $set: fields, $unset: { isRemoved: '', removedAt: '' } }
    const done = await database.ask(() => collection.updateOne({ _id, version }, withEvents(update, events)))
    return done.matchedCount === 1
  }

  return {
    create: (id, record) => insert(documentOf(id, record)),

    async find(id) {
      const found = await database.ask(() => collection.findOne({ _id: id }))
      return found === null || isShell(found) ? undefined : parse<Row>(found)
    },

    change<Changed extends Row | undefined>(
      id: string,
      change: (current: Row | undefined) => Changed,
      events: NewEvent[] = [],
    ) {
      return turns.take(id, async () => {
        for (;;) {
          // What the primary has at present, a majority or not: the replacement has to match that, or is refused.
          const found = await database.ask(() =>
            collection.findOne({ _id: id }, { readConcern: { level: 'local' } }),
          )
          const changed = change(found === null || isShell(found) ? undefined : parse<Row>(found))
          if (changed === undefined) return changed
          const document = documentOf(id, changed)
          const isKept = found === null ? insert(document, events) : replace(found.version, document, events)
          if (await isKept) return parse<Changed>(document)
          await sleep(Math.random() * RETRY_MS)
        }
      })
    },

    async remove(id, events) {
      const shell = { version: newVersion(), body: 'null', isRemoved: true as const, removedAt: new Date() }
      const present = { _id: id, isRemoved: { $exists: false } }
      const done = await database.ask(() =>
        collection.updateOne(present, withEvents({ $set: shell }, events)),
      )
      return done.modifiedCount === 1
    },

    async delete(id) {
      const { deletedCount } = await database.ask(() => collection.deleteOne({ _id: id }))
      return deletedCount === 1
    },
  }
}

function isShell({ isRemoved }: RecordDocument): boolean {
  return isRemoved === true
}

export function parse<Row>({ body }: Pick<RecordDocument, 'body'>): Row {
  return JSON.parse(body) as Row
}
