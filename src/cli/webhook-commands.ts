/** gatehouse webhook …: URLs that are told of events. */
import type { Webhook } from '#domain/webhooks'
import { type Command, withCore } from './command.ts'
import { printJson, printLines, printNote, printRecord, printTable, type Shape } from './output.ts'
import { needed, readArguments } from './read-arguments.ts'

const create: Command = {
  name: 'webhook create',
  usage: '--url U [--event T]… [--json]',
  summary: 'Have events sent to a URL',
  details: [
    '--event names a type of event, such as TokenRevoked; all types without it.',
    'The secret, by which the receiver checks what it gets (Standard Webhooks), is shown this once.',
    'A URL at a private, loopback or link-local address gets nothing unless OUTBOUND_ALLOW names it.',
  ],
  async run(args, surroundings) {
    const { values } = readArguments(args, {
      url: { type: 'string' },
      event: { type: 'string', multiple: true },
    })
    const input = { url: needed('url', values.url), events: values.event ?? [] }
    const { id, url, secret } = await withCore(surroundings, ({ webhooks }) => webhooks.create(input))
    if (values.json) printJson({ id, url, secret })
    else {
      printRecord({ id, url, secret })
      printNote('Keep the secret: it is not shown again.')
    }
  },
}

const list: Command = {
  name: 'webhook list',
  usage: '[--json]',
  summary: 'List the webhooks',
  async run(args, surroundings) {
    const { values } = readArguments(args, {})
    const shapes = (await withCore(surroundings, ({ webhooks }) => webhooks.list())).map(present)
    if (values.json) printJson(shapes)
    else printTable(shapes, ['id', 'url', 'events', 'created_at'], 'There are no webhooks.')
  },
}

const remove: Command = {
  name: 'webhook delete',
  usage: 'ID [--json]',
  summary: 'Send nothing there any more, not even what is waiting',
  async run(args, surroundings) {
    const { values, places } = readArguments(args, {}, ['ID'])
    await withCore(surroundings, ({ webhooks }) => webhooks.delete(places.ID))
    if (values.json) printJson({ id: places.ID, deleted: true })
    else printLines([`Deleted ${places.ID}`])
  },
}

export const webhookCommands = [create, list, remove]

function present({ id, url, events, createdAt }: Webhook): Shape {
  return { id, url, events, created_at: new Date(createdAt).toISOString() }
}
