/** Records that are kept whole, as JSON under one `_id`: found, created, changed without losing a change, deleted. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Collection } from 'mongodb'
import type { Documents, RecordDocument } from './collections.ts'
import type { Database } from './database.ts'
import { createTurns } from './in-turn.ts'
import { newVersion } from './record-key.ts'

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
  ): Promise<Changed>
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

  const insert = async (document: Documents[RecordCollection]): Promise<boolean> =>
    (await database.insert(name, document)) === undefined

  async function replace(version: number, document: Documents[RecordCollection]): Promise<boolean> {
    const { _id, ...fields } = document
    const done = await database.ask(() => collection.updateOne({ _id, version }, { $set: fields }))
    return done.matchedCount === 1
  }

  return {
    create: (id, record) => insert(documentOf(id, record)),

    async find(id) {
      const found = await database.ask(() => collection.findOne({ _id: id }))
      return found === null ? undefined : parse<Row>(found)
    },

    change<Changed extends Row | undefined>(id: string, change: (current: Row | undefined) => Changed) {
      return turns.take(id, async () => {
        for (;;) {
          // What the primary has at present, a majority or not: the replacement has to match that, or is refused.
          const found = await database.ask(() =>
            collection.findOne({ _id: id }, { readConcern: { level: 'local' } }),
          )
          const changed = change(found === null ? undefined : parse<Row>(found))
          if (changed === undefined) return changed
          const document = documentOf(id, changed)
          const isKept = found === null ? insert(document) : replace(found.version, document)
          if (await isKept) return parse<Changed>(document)
          await sleep(Math.random() * RETRY_MS)
        }
      })
    },

    async delete(id) {
      const { deletedCount } = await database.ask(() => collection.deleteOne({ _id: id }))
      return deletedCount === 1
    },
  }
}

export function parse<Row>({ body }: Pick<RecordDocument, 'body'>): Row {
  return JSON.parse(body) as Row
}
