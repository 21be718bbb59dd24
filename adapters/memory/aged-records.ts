/** Records in memory that are kept whole and listed by age. */
import { DomainError } from '../../src/domain/errors.ts'
import type { Aged, AgedKind, AgedPage, AgedRecords } from '../aged-records.ts'
import { compareText } from './order.ts'

export function createAgedRecords<Row extends Aged>({ conflict, groupOf }: AgedKind<Row>): AgedRecords<Row> {
  const records = new Map<string, Row>()

  return {
    async create(record: Row): Promise<void> {
      if (records.has(record.id)) throw new DomainError('conflict', conflict.code, conflict.message)
      records.set(record.id, structuredClone(record))
    },

    async find(id: string): Promise<Row | undefined> {
      return structuredClone(records.get(id))
    },

    async update(id: string, change: (current: Row) => Row): Promise<Row | undefined> {
      const current = records.get(id)
      if (!current) return undefined
      const changed = structuredClone(change(structuredClone(current)))
      records.set(id, changed)
      return structuredClone(changed)
    },

    async delete(id: string): Promise<boolean> {
      return records.delete(id)
    },

    async list({ after, group, limit }: AgedPage): Promise<Row[]> {
      const found = [...records.values()]
        .filter((record) => group === undefined || groupOf(record) === group)
        .sort(byAge)
        .filter((record) => !after || byAge(record, after) > 0)
        .slice(0, limit)
      return structuredClone(found)
    },
  }
}

function byAge(a: Aged, b: Aged): number {
  return a.createdAt - b.createdAt || compareText(a.id, b.id)
}
