/** AccountStore in memory: the reference for what the port means. */
import type { Account, AccountId, AccountStore, NewAccount } from '../../src/domain/accounts/account-store.ts'
import { DomainError } from '../../src/domain/errors.ts'
import type { EventSink } from '../../src/domain/events/event-store.ts'

export function createAccountStore(sink: EventSink): AccountStore {
  /** Kept in the order of their numbers, which is the order in which they came. */
  const accounts = new Map<AccountId, Account>()
  let lastNumber = 0

  function find(matches: (account: Account) => boolean): Account | undefined {
    return structuredClone([...accounts.values()].find(matches))
  }

  /** @param account as it is to be: its own address and user name are not taken */
  function refuseTaken({ id, email, username }: NewAccount): void {
    if (find((other) => other.id !== id && hasEmail(other, email))) {
      throw new DomainError('conflict', 'email_taken', 'This e-mail address is taken')
    }
    if (username !== null && find((other) => other.id !== id && hasUsername(other, username))) {
      throw new DomainError('conflict', 'username_taken', 'This user name is taken')
    }
  }

  return {
    async create(account, events = []) {
      refuseTaken(account)
      if (accounts.has(account.id)) {
        throw new DomainError('conflict', 'account_exists', 'An account with this id exists')
      }
      lastNumber += 1
      const created = { ...structuredClone(account), number: lastNumber }
      accounts.set(created.id, created)
      await sink.append(events)
      return structuredClone(created)
    },

    async findById(id) {
      return structuredClone(accounts.get(id))
    },

    async findSubject(id) {
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

    async update(id, change, { events = [], where = {} } = {}) {
      const current = accounts.get(id)
      if (!current || !isAs(current, where)) return undefined
      const changed = { ...current, ...structuredClone(change) }
      refuseTaken(changed)
      accounts.set(id, changed)
      await sink.append(events)
      return structuredClone(changed)
    },

    async remove(id, events = []) {
      const isRemoved = accounts.delete(id)
      if (isRemoved) await sink.append(events)
      return isRemoved
    },

    async list({ after = 0, limit }) {
      const page = [...accounts.values()].filter((account) => account.number > after).slice(0, limit)
      return structuredClone(page)
    },
  }
}

function isAs(account: Account, where: Partial<Account>): boolean {
  return Object.entries(where).every(([name, value]) => account[name as keyof Account] === value)
}

function hasEmail(account: NewAccount, email: string): boolean {
  return account.email.toLowerCase() === email.toLowerCase()
}

function hasUsername(account: NewAccount, username: string): boolean {
  return account.username?.toLowerCase() === username.toLowerCase()
}
