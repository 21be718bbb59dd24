/** gatehouse member …: people in a tenant, and what they may do there. */
import { type Command, withCore } from './command.ts'
import { printJson, printLines, printRecord, printTable } from './output.ts'
import { presentMember } from './present-tenants.ts'
import { given, needed, readArguments } from './read-arguments.ts'

const add: Command = {
  name: 'member add',
  usage: '--tenant T --email E [--role R]… [--scope S]… [--resource U]… [--group G]… [--json]',
  summary: 'Make somebody a member of a tenant, or give a member more',
  details: [
    'What stands in one call belongs together: its roles and groups are why the member has its scopes and resources.',
    '--role admin lets the member have tokens for the administration plane.',
  ],
  async run(args, surroundings) {
    const { values } = readArguments(args, {
      tenant: { type: 'string' },
      email: { type: 'string' },
      role: { type: 'string', multiple: true },
      scope: { type: 'string', multiple: true },
      resource: { type: 'string', multiple: true },
      group: { type: 'string', multiple: true },
    })
    const tenant = needed('tenant', values.tenant)
    const { role: roles, resource: resources, group: groups } = values
    // As everywhere, one value may hold several scopes.
    const scopes = values.scope?.flatMap((scope) => scope.split(' ').filter((value) => value !== ''))
    const input = { email: needed('email', values.email), ...given({ roles, scopes, resources, groups }) }
    const member = await withCore(surroundings, ({ tenants }) => tenants.members.add(tenant, input))
    if (values.json) printJson(presentMember(member))
    else printRecord(presentMember(member))
  },
}

const list: Command = {
  name: 'member list',
  usage: '--tenant T [--json]',
  summary: 'List the members of a tenant by address',
  async run(args, surroundings) {
    const { values } = readArguments(args, { tenant: { type: 'string' } })
    const tenant = needed('tenant', values.tenant)
    const members = await withCore(surroundings, async ({ tenants }) => {
      await tenants.get(tenant)
      return tenants.members.list(tenant)
    })
    const shapes = members.map(presentMember)
    if (values.json) printJson(shapes)
    else printTable(shapes, ['email', 'roles', 'scopes', 'resources', 'groups'], 'There are no members yet.')
  },
}

const remove: Command = {
  name: 'member remove',
  usage: '--tenant T --email E [--json]',
  summary: 'Take somebody out of a tenant; their tokens for it end at once',
  async run(args, surroundings) {
    const { values } = readArguments(args, { tenant: { type: 'string' }, email: { type: 'string' } })
    const [tenant, email] = [needed('tenant', values.tenant), needed('email', values.email)]
    await withCore(surroundings, ({ tenants }) => tenants.members.remove(tenant, email))
    if (values.json) printJson({ removed: email })
    else printLines([`Removed ${email}`])
  },
}

export const memberCommands = [add, list, remove]
