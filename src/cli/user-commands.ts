/** gatehouse user …: people's accounts. */
import type { Account } from '#domain/accounts'
import type { Core } from '../core.ts'
import { type Command, withCore } from './command.ts'
import { importCommand } from './import-command.ts'
import { printJson, printLines, printRecord, printTable, type Shape } from './output.ts'
import { presentAccount } from './present.ts'
import { given, needed, readArguments } from './read-arguments.ts'
import { readJsonObject, readPassword } from './read-input.ts'

const PAGE = 500
const WHO = 'WHO is a sub, a number or an e-mail address.'

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
    const account = await withCore(surroundings, (core) => core.accounts.create(input))
    printAccount(presentAccount(account), values.json)
  },
}

const list: Command = {
  name: 'user list',
  usage: '[--json]',
  summary: 'List the accounts, oldest first',
  async run(args, surroundings) {
    const { values } = readArguments(args, {})
    const shapes = await withCore(surroundings, listAll)
    if (values.json) printJson(shapes)
    else
      printTable(shapes, ['number', 'sub', 'email', 'name', 'role', 'status'], 'There are no accounts yet.')
  },
}

const show = actOnOne('show', 'Show one account', [], async (_core, account) => account)

const disable = actOnOne(
  'disable',
  'Keep somebody out; all their sessions and tokens end at once',
  [],
  ({ accounts }, account) => accounts.disable(account.id, {}),
)

const enable = actOnOne(
  'enable',
  'Let somebody in again who was disabled',
  ['Sessions and tokens that ended stay ended: they sign in anew.'],
  ({ accounts }, account) => accounts.enable(account.id, {}),
)

const unlock = actOnOne(
  'unlock',
  'Let somebody in again who is locked out after too many failed attempts',
  [],
  async ({ signIn }, account) => {
    await signIn.unlock(account.id, {})
    return account
  },
)

const remove: Command = {
  name: 'user delete',
  usage: 'WHO [--json]',
  summary: 'Delete a person: account, factors, consents, sessions and tokens',
  details: [
    WHO,
    'Their address and user name are free again. What remains is the log, in which their sub stands.',
  ],
  async run(args, surroundings) {
    const { values, places } = readArguments(args, {}, ['WHO'])
    const { id } = await withCore(surroundings, async ({ accounts, personalData }) => {
      const account = await accounts.getByOperator(places.WHO)
      await personalData.delete(account.id, {})
      return account
    })
    if (values.json) printJson({ deleted: id })
    else printLines([`Deleted ${id}`])
  },
}

export const userCommands = [create, importCommand, list, show, disable, enable, unlock, remove]

/** A command that does something with one account, and prints it as it is then. */
function actOnOne(
  verb: string,
  summary: string,
  details: string[],
  act: (core: Core, account: Account) => Promise<Account>,
): Command {
  return {
    name: `user ${verb}`,
    usage: 'WHO [--json]',
    summary,
    details: [WHO, ...details],
    async run(args, surroundings) {
      const { values, places } = readArguments(args, {}, ['WHO'])
      const shape = await withCore(surroundings, async (core) =>
        present(core, await act(core, await core.accounts.getByOperator(places.WHO))),
      )
      printAccount(shape, values.json)
    },
  }
}

async function present({ signIn }: Core, account: Account): Promise<Shape> {
  return presentAccount(account, await signIn.lockedUntil(account.id))
}

async function listAll(core: Core): Promise<Shape[]> {
  const shapes: Shape[] = []
  let after: number | undefined
  for (;;) {
    const page = await core.accounts.list({ limit: PAGE, ...given({ after }) })
    shapes.push(...(await Promise.all(page.map((account) => present(core, account)))))
    if (page.length < PAGE) return shapes
    after = page.at(-1)?.number
  }
}

function printAccount(shape: Shape, asJson = false): void {
  if (asJson) printJson(shape)
  else printRecord(shape)
}
