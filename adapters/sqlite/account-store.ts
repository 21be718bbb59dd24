/** AccountStore in SQLite: table `accounts`. */
import type {
  Account,
  AccountId,
  AccountStore,
  StandardClaims,
} from '../../src/domain/accounts/account-store.ts'
import { DomainError } from '../../src/domain/errors.ts'
import type { Database } from './database.ts'

interface AccountRow {
  number: number
  id: string
  email: string
  email_verified: number
  username: string | null
  password_hash: string | null
  role: string
  claims: string
  created_at: number
  updated_at: number
  last_login_at: number | null
}

export function createAccountStore(database: Database): AccountStore {
  const byId = database.statement<AccountRow>('SELECT * FROM accounts WHERE id = :id')
  const byEmail = database.statement<AccountRow>('SELECT * FROM accounts WHERE email_key = :key')
  const byUsername = database.statement<AccountRow>('SELECT * FROM accounts WHERE username_key = :key')
  const byNumber = database.statement<AccountRow>('SELECT * FROM accounts WHERE number = :number')
  const page = database.statement<AccountRow>(
    'SELECT * FROM accounts WHERE number > :after ORDER BY number LIMIT :limit',
  )
  const insert = database.statement<AccountRow>(
    `INSERT INTO accounts (id, email, email_key, email_verified, username, username_key, password_hash, role, claims,
       created_at, updated_at, last_login_at)
     VALUES (:id, :email, :emailKey, :emailVerified, :username, :usernameKey, :passwordHash, :role, :claims,
       :createdAt, :updatedAt, :lastLoginAt)`,
    { code: 'account_exists', message: 'An account with this id exists' },
  )
  const setMembers = database.statement(
    `UPDATE accounts SET
       password_hash = iif(:setsPasswordHash, :passwordHash, password_hash),
       last_login_at = iif(:setsLastLoginAt, :lastLoginAt, last_login_at)
     WHERE id = :id`,
  )

  return {
    async create(account) {
      const emailKey = account.email.toLowerCase()
      const usernameKey = account.username?.toLowerCase() ?? null
      const row = database.transaction(() => {
        // SQLite's code says that something was not unique; only its text says what.
        if (byEmail.get({ key: emailKey })) {
          throw new DomainError('conflict', 'email_taken', 'This e-mail address is taken')
        }
        if (usernameKey !== null && byUsername.get({ key: usernameKey })) {
          throw new DomainError('conflict', 'username_taken', 'This user name is taken')
        }
        insert.run({
          id: account.id,
          email: account.email,
          emailKey,
          emailVerified: Number(account.emailVerified),
          username: account.username,
          usernameKey,
          passwordHash: account.passwordHash,
          role: account.role,
          claims: JSON.stringify(account.claims),
          createdAt: account.createdAt,
          updatedAt: account.updatedAt,
          lastLoginAt: account.lastLoginAt,
        })
        return byId.get({ id: account.id })
      })
      if (!row) throw new Error('An account was inserted and is not there')
      return toAccount(row)
    },

    async findById(id) {
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

    async update(id, { passwordHash, lastLoginAt }) {
      setMembers.run({
        id,
        setsPasswordHash: Number(passwordHash !== undefined),
        passwordHash: passwordHash ?? null,
        setsLastLoginAt: Number(lastLoginAt !== undefined),
        lastLoginAt: lastLoginAt ?? null,
      })
    },

    async list({ after = 0, limit }) {
      return page.all({ after, limit }).map(toAccount)
    },
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
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    lastLoginAt: row.last_login_at,
  }
}
