/** AccountStore in MongoDB: collection `accounts`; `counters` and `loginClaims` serve its `create`. */
import type {
  Account,
  AccountId,
  AccountStore,
  NewAccount,
  StandardClaims,
} from '../../src/domain/accounts/account-store.ts'
import { DomainError } from '../../src/domain/errors.ts'
import { createGathering } from '../gathering.ts'
import { createAccountNumbers } from './account-numbers.ts'
import type { AccountDocument } from './collections.ts'
import type { Database } from './database.ts'
import { createLoginClaims } from './login-claims.ts'
import { recordKey } from './record-key.ts'

const CONFLICTS = {
  _id: { code: 'account_exists', message: 'An account with this id exists' },
  emailKey: { code: 'email_taken', message: 'This e-mail address is taken' },
  usernameKey: { code: 'username_taken', message: 'This user name is taken' },
}

export function createAccountStore(database: Database): AccountStore {
  const accounts = database.collection('accounts')
  const numbers = createAccountNumbers(database)
  const claims = createLoginClaims(database)

  async function find(query: Partial<AccountDocument>): Promise<Account | undefined> {
    const found = await database.ask(() => accounts.findOne(query))
    return found === null ? undefined : toAccount(found)
  }

  async function refuseTaken({ emailKey, usernameKey }: Logins): Promise<void> {
    if (await find({ emailKey })) throw conflict('emailKey')
    if (usernameKey !== undefined && (await find({ usernameKey }))) throw conflict('usernameKey')
  }

  async function insert(account: NewAccount, logins: Logins): Promise<Account> {
    for (;;) {
      const document = toDocument({ ...account, number: await numbers.next() }, logins)
      const taken = await database.insert('accounts', document)
      if (taken === undefined) return toAccount(document)
      if (taken !== 'number') throw conflict(taken)
      await numbers.catchUp()
    }
  }

  return {
    async create(account) {
      const logins = loginsOf(account)
      const refuse = () => refuseTaken(logins)
      await refuse()
      return claims.hold(claimKeys(logins), refuse, () => insert(account, logins))
    },

    findById: createGathering(async (ids: AccountId[]) => {
      const found = await database.ask(() => accounts.find({ _id: { $in: ids } }).toArray())
      const byId = new Map(found.map((document) => [document._id, document]))
      return ids.map((id) => {
        const document = byId.get(id)
        return document && toAccount(document)
      })
    }),

    findByEmail: (email) => find({ emailKey: email.toLowerCase() }),

    findByUsername: (username) => find({ usernameKey: username.toLowerCase() }),

    findByNumber: (number) => find({ number }),

    async update(id, { passwordHash, lastLoginAt }) {
      const change = {
        ...(passwordHash === undefined ? {} : { passwordHash }),
        ...(lastLoginAt === undefined ? {} : { lastLoginAt }),
      }
      if (Object.keys(change).length === 0) return
      await database.ask(() => accounts.updateOne({ _id: id as string }, { $set: change }))
    },

    async list({ after = 0, limit }) {
      const found = await database.ask(() =>
        accounts
          .find({ number: { $gt: after } })
          .sort({ number: 1 })
          .limit(limit)
          .toArray(),
      )
      return found.map(toAccount)
    },
  }
}

/** What an account may be found by, in lower case. */
type Logins = Pick<AccountDocument, 'emailKey' | 'usernameKey'>

function loginsOf({ email, username }: NewAccount): Logins {
  const emailKey = email.toLowerCase()
  return username === null ? { emailKey } : { emailKey, usernameKey: username.toLowerCase() }
}

function claimKeys({ emailKey, usernameKey }: Logins): string[] {
  const keys = [recordKey('email', emailKey)]
  if (usernameKey !== undefined) keys.push(recordKey('username', usernameKey))
  return keys
}

/** @param index as `violatedIndex` answers */
function conflict(index: string): DomainError {
  const { code, message } = CONFLICTS[index as keyof typeof CONFLICTS] ?? CONFLICTS._id
  return new DomainError('conflict', code, message)
}

function toDocument({ id, claims, ...account }: Account, logins: Logins): AccountDocument {
  return { ...account, ...logins, _id: id, claims: JSON.stringify(claims) }
}

function toAccount(document: AccountDocument): Account {
  return {
    id: document._id as AccountId,
    number: document.number,
    email: document.email,
    emailVerified: document.emailVerified,
    username: document.username,
    passwordHash: document.passwordHash,
    role: document.role,
    claims: JSON.parse(document.claims) as StandardClaims,
    createdAt: document.createdAt,
    updatedAt: document.updatedAt,
    lastLoginAt: document.lastLoginAt,
  }
}
