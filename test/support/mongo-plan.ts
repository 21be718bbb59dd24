/** What the commands of a client look for, and by which indexes the server would find it. */
import type { CommandStartedEvent, Db, Document } from 'mongodb'

export interface Lookup {
  collection: string
  filter: Document
  sort: Document | undefined
}

/** What a command looks for; undefined for one that looks for nothing, such as an insert. */
export function lookupOf({ commandName, command }: CommandStartedEvent): Lookup | undefined {
  const collection: string = command[commandName]
  switch (commandName) {
    case 'find':
      return { collection, filter: command.filter, sort: sortOf(command.sort) }
    case 'findAndModify':
      return { collection, filter: command.query, sort: sortOf(command.sort) }
    case 'update':
      return { collection, filter: command.updates[0].q, sort: undefined }
    case 'delete':
      return { collection, filter: command.deletes[0].q, sort: undefined }
    default:
      return undefined
  }
}

function sortOf(sort: Map<string, number> | undefined): Document | undefined {
  return sort && Object.fromEntries(sort)
}

/** The same text for lookups that differ in values alone. */
export function shapeOf({ collection, filter, sort }: Lookup): string {
  return [collection, textOf(filter), ...(sort ? ['by', Object.keys(sort).join(', ')] : [])].join(' ')
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${[...new Set(value.map(textOf))].join(', ')}]`
  const isNested = typeof value === 'object' && value !== null && !(value instanceof Date)
  if (!isNested) return '?'
  return `{${Object.entries(value)
    .map(([name, member]) => `${name}: ${textOf(member)}`)
    .join(', ')}}`
}

export const WHOLE_COLLECTION = 'the whole collection'

/** Names of the indexes by which the server finds it; WHOLE_COLLECTION where it reads all. */
export async function indexesFor(database: Db, { collection, filter, sort }: Lookup): Promise<string[]> {
  const find = { find: collection, filter, ...(sort ? { sort } : {}), limit: 10 }
  const explained = await database.command({ explain: find, verbosity: 'queryPlanner' })
  return [...new Set(indexesIn(explained))].sort()
}

/** Reads the plans of MongoDB (stages) and those of PostgreSQL, which DocumentDB shows (nodes). */
function indexesIn(plan: unknown): string[] {
  if (Array.isArray(plan)) return plan.flatMap(indexesIn)
  if (typeof plan !== 'object' || plan === null) return []
  const { rejectedPlans, ...node } = plan as Document
  return [...stageIndex(node), ...nodeIndex(node), ...Object.values(node).flatMap(indexesIn)]
}

function stageIndex({ stage, indexName }: Document): string[] {
  if (stage === 'COLLSCAN') return [WHOLE_COLLECTION]
  const byIndex = ['IXSCAN', 'IDHACK', 'EXPRESS_IXSCAN', 'EXPRESS_CLUSTERED_IXSCAN'].includes(stage)
  return byIndex ? [indexName ?? '_id_'] : []
}

function nodeIndex(node: Document): string[] {
  const name = node['Index Name']
  if (node['Node Type'] === 'Seq Scan') return [WHOLE_COLLECTION]
  if (name === undefined) return []
  // A collection is a range of that index: without a condition on the _id itself, all of it is read.
  return [name === '_id_' && !String(node['Index Cond']).includes('object_id') ? WHOLE_COLLECTION : name]
}
