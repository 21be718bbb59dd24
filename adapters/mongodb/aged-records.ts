/** Records that are kept whole and listed by age, perhaps narrowed to a group. */
import type { Collection } from 'mongodb'
import { DomainError } from '../../src/domain/errors.ts'
import type { Aged, AgedKind, AgedPage, AgedRecords } from '../aged-records.ts'
import type { AgedDocument } from './collections.ts'
import type { Database } from './database.ts'
import { createRecords, parse } from './records.ts'

/** Where a list begins: sorts before every record, since no time is below zero. */
const BEGINNING: Aged = { createdAt: -1, id: '' }

export function createAgedRecords<Row extends Aged>(
  database: Database,
  name: 'clients' | 'projects' | 'tenants',
  { conflict, groupOf }: AgedKind<Row>,
): AgedRecords<Row> {
  const collection = database.collection(name) as Collection<AgedDocument>
  const records = createRecords<Row>(database, name, (record) => {
    const group = groupOf(record)
    return { createdAt: record.createdAt, ...(group === undefined ? {} : { group }) }
  })

  return {
    /** @throws DomainError `conflict` */
    async create(record: Row): Promise<void> {
      if (await records.create(record.id, record)) return
      throw new DomainError('conflict', conflict.code, conflict.message)
    },

    find: (id: string) => records.find(id),

    update: (id: string, change: (current: Row) => Row) =>
      records.change(id, (current) => current && change(current)),

    delete: (id: string) => records.delete(id),

    async list({ after = BEGINNING, group, limit }: AgedPage): Promise<Row[]> {
      const { createdAt, id } = after
      // The condition on the age, which the others imply, is what the index can begin at.
      const query = {
        ...(group === undefined ? {} : { group }),
        createdAt: { $gte: createdAt },
        $or: [{ createdAt: { $gt: createdAt } }, { _id: { $gt: id } }],
      }
      const found = await database.ask(() =>
        collection.find(query).sort({ createdAt: 1, _id: 1 }).limit(limit).toArray(),
      )
      return found.map(parse<Row>)
    },
  }
}
