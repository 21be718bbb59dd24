/** gatehouse user …: people's accounts. */
import type { Account, Accounts } from '#domain/accounts'
import { type Command, withCore } from './command.ts'
import { printJson, printRecord, printTable } from './output.ts'
import { presentAccount } from './present.ts'
import { given, needed, readArguments } from './read-arguments.ts'
import { readJsonObject, readPassword } from './read-input.ts'

const PAGE = 500

const create: Command = {
  name: 'user create',
  usage:
    '--email E [--password-stdin] [--role R] [--verified] [--username U] [--name N] [--claims-file F] [--json]',
  summary: 'Make an account for somebody',
  details: [
    '--password-stdin reads the password from standard input; without it the account has none.',
    '--verified says that the address is known to be theirs.',
    '--claims-file names a file of JSON: standard claims of OpenID Connect Core 1.0 §5.1, such as given_name.',
  ],
  async run(args, surroundings) {
    const { values } = readArguments(args, {
      email: { type: 'string' },
      'password-stdin': { type: 'boolean' },
      role: { type: 'string' },
      verified: { type: 'boolean' },
      username: { type: 'string' },
      name: { type: 'string' },
      'claims-file': { type: 'string' },
    })
    const { role, username, name, verified: emailVerified, 'claims-file': file } = values
    const email = needed('email', values.email)
    const claims = file === undefined ? undefined : await readJsonObject(file)
    const password = values['password-stdin'] ? await readPassword() : undefined
    const input = { email, ...given({ password, role, username, name, emailVerified, claims }) }
    printAccount(await withCore(surroundings, (core) => core.accounts.create(input)), values.json)
  },
}

const list: Command = {
  name: 'user list',
  usage: '[--json]',
  summary: 'List the accounts, oldest first',
  async run(args, surroundings) {
    const { values } = readArguments(args, {})
    const shapes = (await withCore(surroundings, (core) => listAll(core.accounts))).map(presentAccount)
    if (values.json) printJson(shapes)
    else
      printTable(shapes, ['number', 'sub', 'email', 'name', 'role', 'status'], 'There are no accounts yet.')
  },
}

const show: Command = {
  name: 'user show',
  usage: 'WHO [--json]',
  summary: 'Show one account',
  details: ['WHO is a sub, a number or an e-mail address.'],
  async run(args, surroundings) {
    const { values, places } = readArguments(args, {}, ['WHO'])
    printAccount(await withCore(surroundings, (core) => core.accounts.getByOperator(places.WHO)), values.json)
  },
}

export const userCommands = [create, list, show]

async function listAll(accounts: Accounts): Promise<Account[]> {
  const all: Account[] = []
  for (;;) {
    const page = await accounts.list({ limit: PAGE, ...given({ after: all.at(-1)?.number }) })
    all.push(...page)
    if (page.length < PAGE) return all
  }
}

function printAccount(account: Account, asJson = false): void {
  if (asJson) printJson(presentAccount(account))
  else printRecord(presentAccount(account))
}
