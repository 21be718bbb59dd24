/** Records that are kept whole and listed by age: tables with `id`, `created_at`, `body`, and perhaps a group. */
import type { Aged, AgedKind, AgedRecords } from '../aged-records.ts'
import type { Database } from './database.ts'

/** Where a list begins: sorts before every record, since no time is below zero. */
const BEGINNING: Aged = { createdAt: -1, id: '' }

/** @param group the column of the group, where the table has one */
export function createAgedRecords<Row extends Aged>(
  database: Database,
  table: string,
  { conflict, groupOf }: AgedKind<Row>,
  group?: string,
): AgedRecords<Row> {
  const column = group === undefined ? '' : `, ${group}`
  const value = group === undefined ? '' : ', :group'
  const byId = database.statement<{ body: string }>(`SELECT body FROM ${table} WHERE id = :id`)
  const pageOf = (condition: string) =>
    database.statement<{ body: string }>(
      `SELECT body FROM ${table} WHERE ${condition}(created_at, id) > (:createdAt, :id) ` +
        'ORDER BY created_at, id LIMIT :limit',
    )
  const page = pageOf('')
  const pageOfGroup = group === undefined ? page : pageOf(`${group} = :group AND `)
  const insert = database.statement(
    `INSERT INTO ${table} (id, created_at, body${column}) VALUES (:id, :createdAt, :body${value})`,
    conflict,
  )
  const overwrite = database.statement(
    `UPDATE ${table} SET created_at = :createdAt, body = :body WHERE id = :id`,
  )
  const remove = database.statement(`DELETE FROM ${table} WHERE id = :id`)

  return {
    async create(record) {
      const { id, createdAt } = record
      const body = JSON.stringify(record)
      insert.run({ id, createdAt, body, ...(group === undefined ? {} : { group: groupOf(record) ?? null }) })
    },

    async find(id) {
      return parseIfAny(byId.get({ id }))
    },

    async update(id, change) {
      return database.transaction(() => {
        const current = parseIfAny<Row>(byId.get({ id }))
        if (!current) return undefined
        const changed = change(current)
        const body = JSON.stringify(changed)
        overwrite.run({ id, createdAt: changed.createdAt, body })
        return parse({ body })
      })
    },

    async delete(id) {
      return remove.run({ id }) === 1
    },

    async list({ after: { createdAt, id } = BEGINNING, limit, group: wanted }) {
      const place = { createdAt, id, limit }
      const rows = wanted === undefined ? page.all(place) : pageOfGroup.all({ ...place, group: wanted })
      return rows.map((row) => parse<Row>(row))
    },
  }
}

function parseIfAny<Row>(row: { body: string } | undefined): Row | undefined {
  return row && parse(row)
}

function parse<Row>({ body }: { body: string }): Row {
  return JSON.parse(body) as Row
}
