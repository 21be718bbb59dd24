/** gatehouse events …: what happened, and who is still to be told of it. */
import type { Accounts } from '#domain/accounts'
import { DomainError } from '#domain/errors'
import {
  EVENT_TYPES,
  type EventLog,
  type EventQuery,
  type KeptEvent,
  replayDeadLetters,
  toCloudEvent,
} from '#domain/events'
import { subscriberNameOf } from '#domain/webhooks'
import { type Command, UsageError, withCore } from './command.ts'
import { printJson, printNote, printTable } from './output.ts'
import { printJsonPages, printTablePages } from './print-pages.ts'
import { given, readArguments } from './read-arguments.ts'

const PAGE = 1000

const FILTERS = {
  account: { type: 'string' },
  client: { type: 'string' },
  type: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
} as const

const FILTER_USAGE = '[--account WHO] [--client ID] [--type T] [--since TIME] [--until TIME]'

const FILTER_DETAILS = [
  'WHO is a sub, a number or an e-mail address; of an account that was deleted, its sub.',
  'TIME is a time as RFC 3339 has it, such as 2025-08-17T12:00:00Z, or a day.',
]

const COLUMNS = ['time', 'type', 'subject', 'client_id', 'ip', 'reason']

type Filter = Omit<EventQuery, 'after' | 'limit'>

const list: Command = {
  name: 'events list',
  usage: `${FILTER_USAGE} [--json]`,
  summary: 'List what happened, oldest first',
  details: ['With --json an array of CloudEvents.', ...FILTER_DETAILS],
  async run(args, surroundings) {
    const { values } = readArguments(args, FILTERS)
    await withCore(surroundings, async ({ accounts, events, issuer }) => {
      const pages = pagesOf(events, await readFilter(values, accounts))
      const shapes = mapPages(pages, (event) => toCloudEvent(event, issuer))
      if (values.json) return printJsonPages(shapes)
      const rows = mapPages(shapes, ({ data, ...event }) => ({ ...data, ...event }))
      return printTablePages(rows, COLUMNS, 'There are no events.')
    })
  },
}

const replay: Command = {
  name: 'events replay',
  usage: `[--webhook ID] ${FILTER_USAGE} [--json]`,
  summary: 'Try once more to deliver what was given up',
  details: [
    'An event that a receiver does not take within 24 hours is given up for it. This has each of them tried once',
    'more, by the server that runs or the next one that starts; all, or those of one webhook.',
    ...FILTER_DETAILS,
  ],
  async run(args, surroundings) {
    const { values } = readArguments(args, { ...FILTERS, webhook: { type: 'string' } })
    const letters = await withCore(surroundings, async (core) => {
      const names = (await core.subscribers()).map(({ name }) => name)
      const wanted = values.webhook === undefined ? names : [subscriberNameOf(values.webhook)]
      if (!wanted.every((name) => names.includes(name))) {
        throw new DomainError('not_found', 'webhook_not_found', `There is no webhook ${values.webhook}`)
      }
      return replayDeadLetters(core.stores.deliveries, wanted, await readFilter(values, core.accounts))
    })
    const shapes = letters.map(({ subscriber, event, diedAt, error }) => ({
      id: event.id,
      type: event.type,
      time: new Date(event.time).toISOString(),
      subject: event.subject,
      subscriber,
      given_up_at: new Date(diedAt).toISOString(),
      error,
    }))
    if (values.json) printJson(shapes)
    else printTable(shapes, ['time', 'type', 'subject', 'subscriber', 'error'], 'Nothing was given up.')
    if (!values.json && shapes.length > 0) printNote('Each of them is tried once more by the running server.')
  },
}

export const eventCommands = [list, replay]

/** Of a log that may be longer than memory: the next page is read when the one before has been taken. */
async function* pagesOf(log: EventLog, filter: Filter): AsyncGenerator<KeptEvent[]> {
  for (let after: KeptEvent | undefined; ; ) {
    const page = await log.list({ ...filter, limit: PAGE, ...given({ after }) })
    yield page
    if (page.length < PAGE) return
    after = page.at(-1)
  }
}

async function* mapPages<From, To>(pages: AsyncIterable<From[]>, map: (item: From) => To) {
  for await (const page of pages) yield page.map(map)
}

async function readFilter(
  values: { [Name in keyof typeof FILTERS]?: string | undefined },
  accounts: Accounts,
): Promise<Filter> {
  const type = EVENT_TYPES.find((known) => known === values.type)
  if (values.type !== undefined && type === undefined) {
    throw new UsageError(`there is no event ${values.type}; known are ${EVENT_TYPES.join(', ')}`)
  }
  return given({
    subject: values.account === undefined ? undefined : await subjectOf(values.account, accounts),
    clientId: values.client,
    type,
    since: readTime('since', values.since),
    until: readTime('until', values.until),
  })
}

/** The log outlives the accounts that it tells of. */
async function subjectOf(who: string, accounts: Accounts): Promise<string> {
  try {
    return (await accounts.getByOperator(who)).id
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'not_found') return who
    throw error
  }
}

function readTime(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw new UsageError(`--${option} is no time: ${text}`)
  return time
}
