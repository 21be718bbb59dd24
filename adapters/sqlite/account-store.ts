/** AccountStore in SQLite: table `accounts`. */
import type {
  Account,
  AccountId,
  AccountStore,
  NewAccount,
  StandardClaims,
} from '../../src/domain/accounts/account-store.ts'
import { DomainError } from '../../src/domain/errors.ts'
import type { Database, Parameters } from './database.ts'
import { appendEvents } from './event-store.ts'

interface AccountRow {
  number: number
  id: string
  email: string
  email_verified: number
  username: string | null
  password_hash: string | null
  role: string
  claims: string
  bio: string | null
  pending_email: string | null
  created_at: number
  updated_at: number
  last_login_at: number | null
  password_changed_at: number | null
  disabled_at: number | null
}

/** Column → the parameter that fills it. */
const COLUMNS = {
  email: 'email',
  email_key: 'emailKey',
  email_verified: 'emailVerified',
  username: 'username',
  username_key: 'usernameKey',
  password_hash: 'passwordHash',
  role: 'role',
  claims: 'claims',
  bio: 'bio',
  pending_email: 'pendingEmail',
  created_at: 'createdAt',
  updated_at: 'updatedAt',
  last_login_at: 'lastLoginAt',
  password_changed_at: 'passwordChangedAt',
  disabled_at: 'disabledAt',
}

export function createAccountStore(database: Database): AccountStore {
  const byId = database.statement<AccountRow>('SELECT * FROM accounts WHERE id = :id')
  const byEmail = database.statement<AccountRow>('SELECT * FROM accounts WHERE email_key = :key')
  const byUsername = database.statement<AccountRow>('SELECT * FROM accounts WHERE username_key = :key')
  const byNumber = database.statement<AccountRow>('SELECT * FROM accounts WHERE number = :number')
  const page = database.statement<AccountRow>(
    'SELECT * FROM accounts WHERE number > :after ORDER BY number LIMIT :limit',
  )
  const insert = database.statement(
    `INSERT INTO accounts (id, ${Object.keys(COLUMNS).join(', ')})
     VALUES (:id, ${Object.values(COLUMNS)
       .map((parameter) => `:${parameter}`)
       .join(', ')})`,
    { code: 'account_exists', message: 'An account with this id exists' },
  )
  const overwrite = database.statement(
    `UPDATE accounts SET ${Object.entries(COLUMNS)
      .map(([column, parameter]) => `${column} = :${parameter}`)
      .join(', ')} WHERE id = :id`,
  )
  const remove = database.statement('DELETE FROM accounts WHERE id = :id')

  /** SQLite's code says that something was not unique; only its text says what. */
  function refuseTaken({ id, emailKey, usernameKey }: Parameters): void {
    const owner = emailKey === undefined ? undefined : byEmail.get({ key: emailKey })
    if (owner && owner.id !== id) {
      throw new DomainError('conflict', 'email_taken', 'This e-mail address is taken')
    }
    const namesake = usernameKey == null ? undefined : byUsername.get({ key: usernameKey })
    if (namesake && namesake.id !== id) {
      throw new DomainError('conflict', 'username_taken', 'This user name is taken')
    }
  }

  return {
    async create(account, events = []) {
      const row = database.transaction(() => {
        const parameters = toParameters(account)
        refuseTaken(parameters)
        insert.run(parameters)
        appendEvents(database, events)
        return byId.get({ id: account.id })
      })
      if (!row) throw new Error('An account was inserted and is not there')
      return toAccount(row)
    },

    async findById(id) {
      return toAccountIfAny(byId.get({ id }))
    },

    async findSubject(id) {
      return toAccountIfAny(byId.get({ id }))
    },

    async findByEmail(email) {
      return toAccountIfAny(byEmail.get({ key: email.toLowerCase() }))
    },

    async findByUsername(username) {
      return toAccountIfAny(byUsername.get({ key: username.toLowerCase() }))
    },

    async findByNumber(number) {
      return toAccountIfAny(byNumber.get({ number }))
    },

    async update(id, change, { events = [], where = {} } = {}) {
      return database.transaction(() => {
        const current = toAccountIfAny(byId.get({ id }))
        if (!current || !isAs(current, where)) return undefined
        const parameters = toParameters({ ...current, ...change })
        refuseTaken(parameters)
        overwrite.run(parameters)
        appendEvents(database, events)
        return toAccountIfAny(byId.get({ id }))
      })
    },

    async remove(id, events = []) {
      return database.transaction(() => {
        const isRemoved = remove.run({ id }) === 1
        if (isRemoved) appendEvents(database, events)
        return isRemoved
      })
    },

    async list({ after = 0, limit }) {
      return page.all({ after, limit }).map(toAccount)
    },
  }
}

function isAs(account: Account, where: Partial<Account>): boolean {
  return Object.entries(where).every(([name, value]) => account[name as keyof Account] === value)
}

function toParameters({ claims, emailVerified, ...account }: NewAccount & { number?: number }): Parameters {
  const { number: _allocated, ...members } = account
  return {
    ...members,
    emailKey: account.email.toLowerCase(),
    emailVerified: Number(emailVerified),
    usernameKey: account.username?.toLowerCase() ?? null,
    claims: JSON.stringify(claims),
  }
}

function toAccountIfAny(row: AccountRow | undefined): Account | undefined {
  return row && toAccount(row)
}

function toAccount(row: AccountRow): Account {
  return {
    id: row.id as AccountId,
    number: row.number,
    email: row.email,
    emailVerified: row.email_verified === 1,
    username: row.username,
    passwordHash: row.password_hash,
    role: row.role,
    claims: JSON.parse(row.claims) as StandardClaims,
    bio: row.bio,
    pendingEmail: row.pending_email,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    lastLoginAt: row.last_login_at,
    passwordChangedAt: row.password_changed_at,
    disabledAt: row.disabled_at,
  }
}
