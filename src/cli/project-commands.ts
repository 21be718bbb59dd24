/** gatehouse project …: what tenants build, and clients belong to. */
import { type Command, withCore } from './command.ts'
import { printJson, printLines, printRecord, printTable } from './output.ts'
import { presentProject } from './present-tenants.ts'
import { needed, readArguments } from './read-arguments.ts'

const create: Command = {
  name: 'project create',
  usage: '--tenant T --name N [--json]',
  summary: 'Add a project to a tenant',
  async run(args, surroundings) {
    const { values } = readArguments(args, { tenant: { type: 'string' }, name: { type: 'string' } })
    const input = { tenantId: needed('tenant', values.tenant), name: needed('name', values.name) }
    const project = await withCore(surroundings, ({ tenants }) => tenants.createProject(input))
    if (values.json) printJson(presentProject(project))
    else printRecord(presentProject(project))
  },
}

const list: Command = {
  name: 'project list',
  usage: '[--tenant T] [--json]',
  summary: 'List the projects of one tenant or of all, oldest first',
  async run(args, surroundings) {
    const { values } = readArguments(args, { tenant: { type: 'string' } })
    const projects = await withCore(surroundings, ({ tenants }) => tenants.listProjects(values.tenant))
    const shapes = projects.map(presentProject)
    if (values.json) printJson(shapes)
    else printTable(shapes, ['id', 'tenant_id', 'name', 'created_at'], 'There are no projects yet.')
  },
}

const remove: Command = {
  name: 'project delete',
  usage: 'ID [--json]',
  summary: 'Remove a project with its clients',
  async run(args, surroundings) {
    const { values, places } = readArguments(args, {}, ['ID'])
    await withCore(surroundings, ({ tenants }) => tenants.deleteProject(places.ID))
    if (values.json) printJson({ deleted: places.ID })
    else printLines([`Deleted ${places.ID}`])
  },
}

export const projectCommands = [create, list, remove]
