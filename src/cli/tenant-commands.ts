/** gatehouse tenant …: the customers, kept apart from each other. */
import type { Core } from '../core.ts'
import { BRAND_DETAILS, BRAND_OPTIONS, BRAND_USAGE, readBrand } from './brand-options.ts'
import { type Command, type Surroundings, withCore } from './command.ts'
import { printJson, printLines, printRecord, printTable } from './output.ts'
import { presentExplanation, presentMember, presentProject, presentTenant } from './present-tenants.ts'
import { given, needed, readArguments } from './read-arguments.ts'

const create: Command = {
  name: 'tenant create',
  usage: `NAME ${BRAND_USAGE} [--json]`,
  summary: 'Add a tenant, with a database of its own',
  details: BRAND_DETAILS,
  async run(args, surroundings) {
    const { values, places } = readArguments(args, BRAND_OPTIONS, ['NAME'])
    const brand = await readBrand(values)
    const tenant = await withCore(surroundings, ({ tenants }) => tenants.create(places.NAME, brand))
    print(presentTenant(tenant), values.json)
  },
}

const update: Command = {
  name: 'tenant update',
  usage: `ID [--name N] ${BRAND_USAGE} [--json]`,
  summary: 'Change one tenant; what is not named stays as it is',
  details: [...BRAND_DETAILS, 'Its apps look so, where they have no logo or colour of their own.'],
  async run(args, surroundings) {
    const options = { name: { type: 'string' }, ...BRAND_OPTIONS } as const
    const { values, places } = readArguments(args, options, ['ID'])
    const input = { ...given({ name: values.name }), ...(await readBrand(values)) }
    const tenant = await withCore(surroundings, ({ tenants }) => tenants.update(places.ID, input))
    print(presentTenant(tenant), values.json)
  },
}

const list: Command = {
  name: 'tenant list',
  usage: '[--json]',
  summary: 'List the tenants, oldest first',
  async run(args, surroundings) {
    const { values } = readArguments(args, {})
    const shapes = (await withCore(surroundings, ({ tenants }) => tenants.list())).map(presentTenant)
    if (values.json) printJson(shapes)
    else printTable(shapes, ['id', 'name', 'status', 'created_at'], 'There are no tenants yet.')
  },
}

const show: Command = {
  name: 'tenant show',
  usage: 'ID [--json]',
  summary: 'Show one tenant',
  run: (args, surroundings) => onOne(args, surroundings, ({ tenants }, id) => tenants.get(id)),
}

const suspend: Command = {
  name: 'tenant suspend',
  usage: 'ID [--json]',
  summary: "End all tokens of a tenant's clients at once, and issue none until it is resumed",
  run: (args, surroundings) => onOne(args, surroundings, ({ tenants }, id) => tenants.suspend(id)),
}

const resume: Command = {
  name: 'tenant resume',
  usage: 'ID [--json]',
  summary: 'Let a suspended tenant have tokens again; those from before stay dead',
  run: (args, surroundings) => onOne(args, surroundings, ({ tenants }, id) => tenants.resume(id)),
}

const remove: Command = {
  name: 'tenant delete',
  usage: 'ID [--json]',
  summary: 'Remove a tenant with its database, its projects and their clients',
  async run(args, surroundings) {
    const { values, places } = readArguments(args, {}, ['ID'])
    await withCore(surroundings, ({ tenants }) => tenants.delete(places.ID))
    if (values.json) printJson({ deleted: places.ID })
    else printLines([`Deleted ${places.ID}`])
  },
}

const trust: Command = {
  name: 'tenant trust',
  usage: 'ID --issuer U --audience A [--json]',
  summary: "Believe another OpenID provider's ID tokens about a tenant's members",
  details: [
    '--issuer is the `iss` of its ID tokens; its discovery document is fetched below that URL.',
    '--audience is the `aud` that they must have: what the provider calls the application that they are made for.',
    'Again with the same issuer replaces the audience.',
  ],
  async run(args, surroundings) {
    const options = { issuer: { type: 'string' }, audience: { type: 'string' } } as const
    const { values, places } = readArguments(args, options, ['ID'])
    const issuer = needed('issuer', values.issuer)
    const audience = needed('audience', values.audience)
    const tenant = await withCore(surroundings, ({ tenants }) =>
      tenants.trust(places.ID, { issuer, audience }),
    )
    print(presentTenant(tenant), values.json)
  },
}

const explain: Command = {
  name: 'tenant explain',
  usage: '--tenant T --email E --client C [--json]',
  summary: 'Say what a token would say of a member, and which roles and groups led to it',
  async run(args, surroundings) {
    const options = {
      tenant: { type: 'string' },
      email: { type: 'string' },
      client: { type: 'string' },
    } as const
    const { values } = readArguments(args, options)
    const asked = {
      tenantId: needed('tenant', values.tenant),
      email: needed('email', values.email),
      clientId: needed('client', values.client),
    }
    const explanation = await withCore(surroundings, ({ tenants }) => tenants.explain(asked))
    print(presentExplanation(explanation), values.json)
  },
}

const exportAll: Command = {
  name: 'tenant export',
  usage: 'ID',
  summary: 'Print everything that is known of a tenant and its members, as JSON',
  async run(args, surroundings) {
    const { places } = readArguments(args, {}, ['ID'])
    const found = await withCore(surroundings, ({ tenants }) => tenants.export(places.ID))
    printJson({
      tenant: presentTenant(found.tenant),
      projects: found.projects.map(presentProject),
      members: found.members.map((member) => ({
        ...presentMember(member),
        identities: found.identities
          .filter(({ memberId }) => memberId === member.id)
          .map(({ issuer, subject }) => ({ issuer, subject })),
      })),
    })
  },
}

export const tenantCommands = [create, list, show, update, suspend, resume, remove, trust, explain, exportAll]

async function onOne(
  args: string[],
  surroundings: Surroundings,
  act: (core: Core, id: string) => ReturnType<Core['tenants']['get']>,
): Promise<void> {
  const { values, places } = readArguments(args, {}, ['ID'])
  const tenant = await withCore(surroundings, (core) => act(core, places.ID))
  print(presentTenant(tenant), values.json)
}

function print(shape: Record<string, unknown>, asJson = false): void {
  if (asJson) printJson(shape)
  else printRecord(shape)
}
