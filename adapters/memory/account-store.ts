/** AccountStore in memory: the reference for what the port means. */
import type { Account, AccountId, AccountStore } from '../../src/domain/accounts/account-store.ts'
import { DomainError } from '../../src/domain/errors.ts'

export function createAccountStore(): AccountStore {
  /** Kept in the order of their numbers, which is the order in which they came. */
  const accounts = new Map<AccountId, Account>()
  let lastNumber = 0

  function find(matches: (account: Account) => boolean): Account | undefined {
    return structuredClone([...accounts.values()].find(matches))
  }

  return {
    async create(account) {
      if (find((other) => hasEmail(other, account.email))) {
        throw new DomainError('conflict', 'email_taken', 'This e-mail address is taken')
      }
      const username = account.username
      if (username !== null && find((other) => hasUsername(other, username))) {
        throw new DomainError('conflict', 'username_taken', 'This user name is taken')
      }
      if (accounts.has(account.id)) {
        throw new DomainError('conflict', 'account_exists', 'An account with this id exists')
      }
      lastNumber += 1
      const created = { ...structuredClone(account), number: lastNumber }
      accounts.set(created.id, created)
      return structuredClone(created)
    },

    async findById(id) {
      return structuredClone(accounts.get(id))
    },

    async findByEmail(email) {
      return find((account) => hasEmail(account, email))
    },

    async findByUsername(username) {
      return find((account) => hasUsername(account, username))
    },

    async findByNumber(number) {
      return find((account) => account.number === number)
    },

    async update(id, { passwordHash, lastLoginAt }) {
      const account = accounts.get(id)
      if (!account) return
      if (passwordHash !== undefined) account.passwordHash = passwordHash
      if (lastLoginAt !== undefined) account.lastLoginAt = lastLoginAt
    },

    async list({ after = 0, limit }) {
      const page = [...accounts.values()].filter((account) => account.number > after).slice(0, limit)
      return structuredClone(page)
    },
  }
}

function hasEmail(account: Account, email: string): boolean {
  return account.email.toLowerCase() === email.toLowerCase()
}

function hasUsername(account: Account, username: string): boolean {
  return account.username?.toLowerCase() === username.toLowerCase()
}
