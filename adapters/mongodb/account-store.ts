/** AccountStore in MongoDB: collection `accounts`; `counters` and `loginClaims` serve its `create`. */

import type { UpdateFilter } from 'mongodb'
import type {
  Account,
  AccountChange,
  AccountId,
  AccountStore,
  NewAccount,
  NewEvent,
  StandardClaims,
  UpdateOptions,
} from '../../src/domain/accounts/account-store.ts'
import { DomainError } from '../../src/domain/errors.ts'
import { createGathering } from '../gathering.ts'
import { createAccountNumbers } from './account-numbers.ts'
import type { AccountDocument } from './collections.ts'
import type { Database } from './database.ts'
import { createLoginClaims } from './login-claims.ts'
import { recordKey } from './record-key.ts'
import { newWithEvents, withEvents } from './with-events.ts'

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
    const found = await database.ask(() => accounts.findOne({ ...query, ...PRESENT }))
    return found === null ? undefined : toAccount(found)
  }

  const findById = createGathering(async (ids: AccountId[]) => {
    const found = await database.ask(() => accounts.find({ _id: { $in: ids }, ...PRESENT }).toArray())
    const byId = new Map(found.map((document) => [document._id, document]))
    return ids.map((id) => {
      const document = byId.get(id)
      return document && toAccount(document)
    })
  })

  /** @param id whose own logins are not taken */
  async function refuseTaken(id: AccountId, { emailKey, usernameKey }: Partial<Logins>): Promise<void> {
    const isOther = (found: Account | undefined) => found !== undefined && found.id !== id
    if (emailKey !== undefined && isOther(await find({ emailKey }))) throw conflict('emailKey')
    if (usernameKey !== undefined && isOther(await find({ usernameKey }))) throw conflict('usernameKey')
  }

  async function insert(account: NewAccount, logins: Logins, events: NewEvent[]): Promise<Account> {
    for (;;) {
      const document = toDocument({ ...account, number: await numbers.next() }, logins)
      const taken = await database.insert('accounts', newWithEvents(document, events))
      if (taken === undefined) return toAccount(document)
      if (taken !== 'number') throw conflict(taken)
      await numbers.catchUp()
    }
  }

  async function change(id: AccountId, changed: AccountChange, options: UpdateOptions) {
    const { events = [], where = {} } = options
    let found: AccountDocument | null = null
    const taken = await database.violation(async () => {
      found = await accounts.findOneAndUpdate(
        { _id: id as string, ...where, ...PRESENT },
        withEvents(toUpdate(changed), events),
        { returnDocument: 'after' },
      )
    })
    if (taken !== undefined) throw conflict(taken)
    return found === null ? undefined : toAccount(found)
  }

  return {
    async create(account, events = []) {
      const logins = loginsOf(account)
      const refuse = () => refuseTaken(account.id, logins)
      await refuse()
      return claims.hold(claimKeys(logins), refuse, () => insert(account, logins, events))
    },

    findById,

    findSubject: findById,

    findByEmail: (email) => find({ emailKey: email.toLowerCase() }),

    findByUsername: (username) => find({ usernameKey: username.toLowerCase() }),

    findByNumber: (number) => find({ number }),

    async update(id, changed, options = {}) {
      const logins = changedLogins(changed)
      const keys = claimKeys(logins)
      if (keys.length === 0) return change(id, changed, options)
      const refuse = () => refuseTaken(id, logins)
      await refuse()
      return claims.hold(keys, refuse, () => change(id, changed, options))
    },

    async remove(id, events = []) {
      // What is left is a shell that carries the events until they are in the log; nothing in it tells who it was.
      const shell = {
        ...NOBODY,
        emailKey: recordKey('removed', id),
        isRemoved: true as const,
        removedAt: new Date(),
      }
      const update: UpdateFilter<AccountDocument> = { $set: shell, $unset: { usernameKey: '' } }
      const done = await database.ask(() =>
        accounts.updateOne({ _id: id as string, ...PRESENT }, withEvents(update, events)),
      )
      return done.modifiedCount === 1
    },

    async list({ after = 0, limit }) {
      const found = await database.ask(() =>
        accounts
          .find({ number: { $gt: after }, ...PRESENT })
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

/** Accounts that have not been removed. */
const PRESENT = { isRemoved: { $exists: false } }

/** What a removed account holds. */
const NOBODY = {
  email: '',
  emailVerified: false,
  username: null,
  passwordHash: null,
  claims: '{}',
  bio: null,
  pendingEmail: null,
}

function loginsOf({ email, username }: NewAccount): Logins {
  const emailKey = email.toLowerCase()
  return username === null ? { emailKey } : { emailKey, usernameKey: username.toLowerCase() }
}

function changedLogins({ email, username }: AccountChange): Partial<Logins> {
  return {
    ...(email === undefined ? {} : { emailKey: email.toLowerCase() }),
    ...(username == null ? {} : { usernameKey: username.toLowerCase() }),
  }
}

function claimKeys({ emailKey, usernameKey }: Partial<Logins>): string[] {
  const keys: string[] = []
  if (emailKey !== undefined) keys.push(recordKey('email', emailKey))
  if (usernameKey !== undefined) keys.push(recordKey('username', usernameKey))
  return keys
}

function toUpdate({ claims, ...change }: AccountChange): UpdateFilter<AccountDocument> {
  const members = {
    ...change,
    ...changedLogins(change),
    ...(claims === undefined ? {} : { claims: JSON.stringify(claims) }),
  }
  return {
    ...(Object.keys(members).length === 0 ? {} : { $set: members }),
    ...(change.username === null ? { $unset: { usernameKey: '' } } : {}),
  }
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
    // Documents of earlier versions lack what has come since.
    bio: document.bio ?? null,
    pendingEmail: document.pendingEmail ?? null,
    passwordChangedAt: document.passwordChangedAt ?? null,
    disabledAt: document.disabledAt ?? null,
    createdAt: document.createdAt,
    updatedAt: document.updatedAt,
    lastLoginAt: document.lastLoginAt,
  }
}
