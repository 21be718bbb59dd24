/** gatehouse resource …: the APIs that accept our access tokens. */
import type { ResourceServer } from '#domain/resource-servers'
import { type Command, withCore } from './command.ts'
import { printJson, printLines, printRecord, printTable } from './output.ts'
import { presentResource } from './present.ts'
import { given, needed, readArguments, wholeNumber } from './read-arguments.ts'

const OPTIONS = {
  scope: { type: 'string' },
  alg: { type: 'string' },
  ttl: { type: 'string' },
} as const
const DETAILS = [
  '--uri is the resource indicator (RFC 8707): an absolute URI without a fragment, the `aud` of its tokens.',
  '--scope holds scope values, separated by spaces.',
  '--alg is what its tokens are signed with: ES256 by default.',
  '--ttl is how long they last, in seconds: 3600 by default.',
]

const create: Command = {
  name: 'resource create',
  usage: '--uri U --scope "a b" [--alg ES256] [--ttl SECONDS] [--json]',
  summary: 'Add an API that tokens are for',
  details: DETAILS,
  async run(args, surroundings) {
    const { values } = readArguments(args, { uri: { type: 'string' }, ...OPTIONS })
    const input = { uri: needed('uri', values.uri), scope: needed('scope', values.scope), ...changes(values) }
    printResource(await withCore(surroundings, (core) => core.resourceServers.create(input)), values.json)
  },
}

const list: Command = {
  name: 'resource list',
  usage: '[--json]',
  summary: 'List the APIs, oldest first',
  async run(args, surroundings) {
    const { values } = readArguments(args, {})
    const resources = await withCore(surroundings, (core) => core.resourceServers.list())
    const shapes = resources.toSorted((a, b) => a.createdAt - b.createdAt).map(presentResource)
    if (values.json) printJson(shapes)
    else printTable(shapes, ['uri', 'scope', 'alg', 'ttl', 'created_at'], 'There are no resources yet.')
  },
}

const show: Command = {
  name: 'resource show',
  usage: 'U [--json]',
  summary: 'Show one API',
  async run(args, surroundings) {
    const { values, places } = readArguments(args, {}, ['U'])
    printResource(await withCore(surroundings, (core) => core.resourceServers.get(places.U)), values.json)
  },
}

const update: Command = {
  name: 'resource update',
  usage: 'U [--scope "a b"] [--alg ES256] [--ttl SECONDS] [--json]',
  summary: 'Change one API; what is not named stays as it is',
  details: DETAILS.slice(1),
  async run(args, surroundings) {
    const { values, places } = readArguments(args, OPTIONS, ['U'])
    const updated = await withCore(surroundings, (core) =>
      core.resourceServers.update(places.U, changes(values)),
    )
    printResource(updated, values.json)
  },
}

const remove: Command = {
  name: 'resource delete',
  usage: 'U [--json]',
  summary: 'Remove one API',
  async run(args, surroundings) {
    const { values, places } = readArguments(args, {}, ['U'])
    await withCore(surroundings, (core) => core.resourceServers.delete(places.U))
    if (values.json) printJson({ deleted: places.U })
    else printLines([`Deleted ${places.U}`])
  },
}

export const resourceCommands = [create, list, show, update, remove]

function changes(values: { scope?: string; alg?: string; ttl?: string }) {
  const { scope, alg } = values
  return given({ scope, alg, accessTokenTtlSeconds: wholeNumber(values.ttl) })
}

function printResource(resource: ResourceServer, asJson = false): void {
  if (asJson) printJson(presentResource(resource))
  else printRecord(presentResource(resource))
}
