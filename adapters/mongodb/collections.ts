/**
 * What this adapter keeps in MongoDB: every collection, its documents, and its indexes.
 *
 * What must be unique under races is an `_id` wherever one can be made of it: that works on sharded collections too,
 * and on servers whose other unique indexes suffer from parallel inserts. The exceptions are an account's logins and
 * its number, which `login-claims.ts` and `account-numbers.ts` keep from racing; so `accounts` stays unsharded.
 *
 * What is looked up is a field of its own; the rest of a record is JSON (`body`, `claims`, `payload`), so that names
 * with dots or dollars, and text that is not well-formed, come out as they went in. Times are numbers of milliseconds
 * since the epoch, as in the ports, but where the server is to delete what is over they are Dates.
 */
import type { IndexDescription } from 'mongodb'

export interface AccountDocument {
  _id: string
  number: number
  email: string
  /** `email` by `toLowerCase()` of JavaScript, which is more than any collation of a server. */
  emailKey: string
  emailVerified: boolean
  username: string | null
  /** Absent for an account that has no user name. */
  usernameKey?: string
  passwordHash: string | null
  role: string
  claims: string
  createdAt: number
  updatedAt: number
  lastLoginAt: number | null
  bio?: string | null
  pendingEmail?: string | null
  passwordChangedAt?: number | null
  disabledAt?: number | null
  /** Of an account that was removed: a shell stays, as long as events may wait in it. */
  isRemoved?: true
  removedAt?: Date
  outbox?: OutboxMember[]
}

/** Somebody is making an account with this login. `_id` is `recordKey` of the kind of login and its key. */
export interface LoginClaimDocument {
  _id: string
  /** Random, of the one attempt that holds the claim. */
  holder: string
  claimedAt: Date
}

/** The highest number given so far, by what is numbered. */
export interface CounterDocument {
  _id: string
  value: number
}

/** A record that is kept whole. */
export interface RecordDocument {
  _id: string
  /** Random, new with every change. Not a count, which would start anew when a record is deleted and created again. */
  version: number
  body: string
  /** Of a record that was removed: a shell stays, as long as events may wait in it. */
  isRemoved?: true
  removedAt?: Date
}

/** A record that is listed by its age. */
export interface AgedDocument extends RecordDocument {
  createdAt: number
  /** By what the list can be narrowed: of a client its project, of a project its tenant; absent for what has none. */
  group?: string
}

/** `_id` is `recordKey` of the address. */
export interface MemberDocument extends RecordDocument {
  /** The address by `toLowerCase()`. */
  emailKey: string
}

/** Says that a tenant's database is there, and which version of its indexes it has. */
export interface StateDocument {
  _id: string
  version: number
}

/** `_id` is `recordKey` of the account's and the client's id. */
export interface ConsentDocument extends RecordDocument {
  accountId: string
  clientId: string
  outbox?: OutboxMember[]
}

export interface KeyDocument {
  kid: string
  alg: string
  encryptedJwk: string
  createdAt: number
  signsAt: number
  retiresAt: number | null
}

/** What an account proves itself by; `_id` is the account's id. */
export interface FactorsDocument extends RecordDocument {
  outbox?: OutboxMember[]
}

/** `_id` is the counter's key. */
export interface LimitDocument {
  _id: string
  points: number
  resetsAt: Date
}

/** All signing keys are one document, so that "the first keys" is decided and kept by one insert. */
export interface KeySetDocument {
  _id: string
  keys: KeyDocument[]
}

/** `_id` is `recordKey` of the kind and the id. */
export interface ArtifactDocument {
  _id: string
  payload: string
  expiresAt: Date
  /** Random, as of RecordDocument. */
  version: number
  /** Seconds since the epoch. */
  consumedAt: number | null
  /** `recordKey` of the kind and the owner; absent for what is nobody's. */
  owner?: string
  /** The id as JSON, where there is an owner: `_id` may be a hash of it. */
  ownedId?: string
}

/**
 * Events of the log at consecutive positions, which have their subject, type and client in common (event-runs.ts).
 * `_id` is the position of the first one: runs are inserted one behind the other, and never changed.
 */
export interface EventRunDocument {
  _id: number
  count: number
  eventIds: string[]
  type: string
  subject: string
  clientId?: string
  /** Of the earliest and of the latest one. */
  time: number
  until: number
  /** As JSON: the time and the data of each. */
  events: string
}

/** An event that waits to be moved into the log. `_id` is its id. */
export interface OutboxDocument {
  _id: string
  type: string
  time: number
  subject: string
  data: string
}

/** The same, kept in the document whose change it tells of, in an array named `outbox`, oldest first. */
export interface OutboxMember extends Omit<OutboxDocument, '_id'> {
  id: string
}

export interface LeaseDocument {
  _id: string
  holder: string
  expiresAt: number
}

/** `_id` is the subscriber's name. */
export interface CursorDocument {
  _id: string
  position: number
}

/** `_id` is `recordKey` of the subscriber and the subject. */
export interface StalledDocument {
  _id: string
  subscriber: string
  subject: string
  position: number
  attempts: number
  since: number
  nextAttemptAt: number
  error: string
}

/** `_id` is `recordKey` of the subscriber and the position. */
export interface DeadLetterDocument {
  _id: string
  subscriber: string
  position: number
  event: string
  diedAt: number
  error: string
  marked: boolean
}

export interface PingDocument {
  _id: string
  writtenAt: Date
}

export interface Documents {
  accounts: AccountDocument
  loginClaims: LoginClaimDocument
  counters: CounterDocument
  clients: AgedDocument
  tenants: AgedDocument
  projects: AgedDocument
  resourceServers: RecordDocument
  consents: ConsentDocument
  factors: FactorsDocument
  limits: LimitDocument
  signingKeys: KeySetDocument
  artifacts: ArtifactDocument
  eventRuns: EventRunDocument
  outbox: OutboxDocument
  webhooks: RecordDocument
  leases: LeaseDocument
  deliveryCursors: CursorDocument
  stalledDeliveries: StalledDocument
  deadLetters: DeadLetterDocument
  pings: PingDocument
  // In the database of each tenant.
  members: MemberDocument
  /** `_id` is `recordKey` of the issuer and the subject. */
  identities: RecordDocument
  state: StateDocument
}

export type CollectionName = keyof Documents
type TenantCollectionName = 'members' | 'identities' | 'state'
type Indexes = (IndexDescription & { name: string })[]

/**
 * Seconds for which the server keeps what has expired, since it may be ahead of the nodes' clocks: expiry itself is
 * decided when a record is read.
 */
const KEPT_AFTER_EXPIRY = 300

/** By which documents are found whose `outbox` holds something. */
const OUTBOX_INDEX = { name: 'outbox', key: { 'outbox.time': 1 }, sparse: true }
const BY_AGE: Indexes = [
  { name: 'createdAt', key: { createdAt: 1, _id: 1 } },
  { name: 'group', key: { group: 1, createdAt: 1, _id: 1 } },
]
/**
 * What is left of removed records goes when the events in it have long been in the log. Queries look at `isRemoved`, which
 * no index knows: a server might else begin with the index of what is not removed, which is nearly everything.
 */
const SHELLS = {
  name: 'removedAt',
  key: { removedAt: 1 },
  sparse: true,
  expireAfterSeconds: 30 * 24 * 3600,
} as const

/** Indexes beside that of `_id`. Each is named after its first field: see `violatedIndex`. */
export const INDEXES: Record<Exclude<CollectionName, TenantCollectionName>, Indexes> = {
  accounts: [
    { name: 'emailKey', key: { emailKey: 1 }, unique: true },
    { name: 'usernameKey', key: { usernameKey: 1 }, unique: true, sparse: true },
    { name: 'number', key: { number: 1 }, unique: true },
    OUTBOX_INDEX,
    SHELLS,
  ],
  loginClaims: [{ name: 'claimedAt', key: { claimedAt: 1 }, expireAfterSeconds: 3600 }],
  counters: [],
  clients: BY_AGE,
  tenants: BY_AGE,
  projects: BY_AGE,
  resourceServers: [],
  consents: [{ name: 'accountId', key: { accountId: 1 } }, OUTBOX_INDEX, SHELLS],
  factors: [OUTBOX_INDEX],
  limits: [{ name: 'resetsAt', key: { resetsAt: 1 }, expireAfterSeconds: KEPT_AFTER_EXPIRY }],
  signingKeys: [],
  artifacts: [
    { name: 'expiresAt', key: { expiresAt: 1 }, expireAfterSeconds: KEPT_AFTER_EXPIRY },
    { name: 'owner', key: { owner: 1 }, sparse: true },
  ],
  eventRuns: [
    { name: 'eventIds', key: { eventIds: 1 }, unique: true },
    { name: 'subject', key: { subject: 1, _id: 1 } },
    { name: 'clientId', key: { clientId: 1, time: 1, _id: 1 } },
    { name: 'type', key: { type: 1, time: 1, _id: 1 } },
    { name: 'time', key: { time: 1, _id: 1 } },
  ],
  outbox: [{ name: 'time', key: { time: 1, _id: 1 } }],
  webhooks: [],
  leases: [],
  deliveryCursors: [],
  stalledDeliveries: [{ name: 'subscriber', key: { subscriber: 1 } }],
  deadLetters: [
    { name: 'subscriber', key: { subscriber: 1, position: 1 } },
    { name: 'marked', key: { marked: 1, subscriber: 1, position: 1 } },
  ],
  pings: [{ name: 'writtenAt', key: { writtenAt: 1 }, expireAfterSeconds: 3600 }],
}

export const COLLECTION_NAMES = Object.keys(INDEXES) as (keyof typeof INDEXES)[]

/** The same for a tenant's own database. A change here takes a new number. */
export const TENANT_INDEXES: Record<TenantCollectionName, Indexes> = {
  members: [{ name: 'emailKey', key: { emailKey: 1 } }],
  identities: [],
  state: [],
}
export const TENANT_INDEXES_VERSION = 1
