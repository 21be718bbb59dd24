/** gatehouse client …: the registered applications. */
import type { RegisteredClient } from '#domain/clients'
import type { ResourceServers } from '#domain/resource-servers'
import { CLIENT_DETAILS, CLIENT_OPTIONS, CLIENT_USAGE, readClientInput } from './client-options.ts'
import { type Command, withCore } from './command.ts'
import { printJson, printLines, printNote, printRecord, printTable } from './output.ts'
import { presentClient } from './present.ts'
import { needed, readArguments } from './read-arguments.ts'

const create: Command = {
  name: 'client create',
  usage: `--name N ${CLIENT_USAGE} [--first-party] [--tenant T --project P] [--json]`,
  summary: 'Register an application',
  details: [
    'By default it has the grants authorization_code and refresh_token, and proves itself by client_secret_basic.',
    ...CLIENT_DETAILS,
    '--tenant and --project make it the client of a project of a tenant, for good.',
  ],
  async run(args, surroundings) {
    const options = { ...CLIENT_OPTIONS, tenant: { type: 'string' }, project: { type: 'string' } } as const
    const { values } = readArguments(args, options)
    const name = needed('name', values.name)
    const input = { ...(await readClientInput(values)), name }
    const place = placeIn(values)
    const outcome = await withCore(surroundings, async ({ clients, resourceServers, tenants }) => {
      const missing = await findMissing(resourceServers, values.resource)
      const registered = place === undefined ? clients.register(input) : tenants.registerClient(input, place)
      return { ...(await registered), missing }
    })
    printRegistered(outcome, values.json)
    noteMissing(outcome.missing)
  },
}

const list: Command = {
  name: 'client list',
  usage: '[--json]',
  summary: 'List the applications, oldest first',
  async run(args, surroundings) {
    const { values } = readArguments(args, {})
    const clients = await withCore(surroundings, (core) => core.clients.list())
    const shapes = clients.map((client) => presentClient(client))
    if (values.json) printJson(shapes)
    else {
      const columns = ['client_id', 'client_name', 'token_endpoint_auth_method', 'grant_types']
      printTable(shapes, columns, 'There are no clients yet.')
    }
  },
}

const show: Command = {
  name: 'client show',
  usage: 'ID [--json]',
  summary: 'Show one application',
  async run(args, surroundings) {
    const { values, places } = readArguments(args, {}, ['ID'])
    const client = await withCore(surroundings, (core) => core.clients.get(places.ID))
    printRegistered({ client, secret: null }, values.json)
  },
}

const update: Command = {
  name: 'client update',
  usage: `ID [--name N] ${CLIENT_USAGE} [--first-party | --no-first-party] [--json]`,
  summary: 'Change one application; what is not named stays as it is',
  details: [
    "An option that may be repeated replaces the whole list, and empties it with one empty value: --resource ''.",
    ...CLIENT_DETAILS,
  ],
  async run(args, surroundings) {
    const options = { ...CLIENT_OPTIONS, 'no-first-party': { type: 'boolean' } } as const
    const { values, places } = readArguments(args, options, ['ID'])
    const input = await readClientInput(values)
    const outcome = await withCore(surroundings, async ({ clients, resourceServers }) => {
      const missing = await findMissing(resourceServers, values.resource)
      return { ...(await clients.update(places.ID, input)), missing }
    })
    printRegistered(outcome, values.json)
    noteMissing(outcome.missing)
  },
}

const rotateSecret: Command = {
  name: 'client rotate-secret',
  usage: 'ID [--json]',
  summary: 'Give one application a new secret',
  details: [
    'The secret before it goes on working, so that the app can change over; the one before that stops.',
  ],
  async run(args, surroundings) {
    const { values, places } = readArguments(args, {}, ['ID'])
    const registered = await withCore(surroundings, (core) => core.clients.rotateSecret(places.ID))
    printRegistered(registered, values.json)
  },
}

const remove: Command = {
  name: 'client delete',
  usage: 'ID [--json]',
  summary: 'Remove one application',
  async run(args, surroundings) {
    const { values, places } = readArguments(args, {}, ['ID'])
    await withCore(surroundings, (core) => core.clients.delete(places.ID))
    if (values.json) printJson({ deleted: places.ID })
    else printLines([`Deleted ${places.ID}`])
  },
}

export const clientCommands = [create, list, show, update, rotateSecret, remove]

/** @throws UsageError where one of the two is missing */
function placeIn({ tenant, project }: { tenant?: string; project?: string }) {
  if (tenant === undefined && project === undefined) return undefined
  return { tenantId: needed('tenant', tenant), projectId: needed('project', project) }
}

function printRegistered({ client, secret }: RegisteredClient, asJson = false): void {
  const shape = presentClient(client, secret)
  if (asJson) {
    printJson(shape)
    return
  }
  // People read neither seconds since the epoch nor the 0 that means never.
  const { client_secret_expires_at, ...rest } = shape
  printRecord({ ...rest, client_id_issued_at: new Date(client.createdAt).toISOString() })
  if (secret !== null) printNote('The client_secret is shown this once: only a hash of it is kept.')
}

/** An API may be registered after the app that will call it, so that is no error. */
async function findMissing(resourceServers: ResourceServers, uris: string[] = []): Promise<string[]> {
  const found = await Promise.all(uris.map((uri) => resourceServers.find(uri)))
  return uris.filter((uri, index) => uri !== '' && found[index] === undefined)
}

function noteMissing(uris: string[]): void {
  printNote(
    ...uris.map(
      (uri) =>
        `There is no resource ${uri} yet; the client can use it once \`gatehouse resource create\` has made it.`,
    ),
  )
}
