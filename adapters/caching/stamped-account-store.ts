/**
 * AccountStore that remembers whom tokens are about, where accounts lie in MongoDB and what expires in Redis. Every look
 * asks for a stamp, which lies beside the grants and is read in the same write to the socket; the account itself is read
 * where the stamp is another than when it was read last. So what one node changes the next request sees on any other.
 *
 * A change takes the stamp away before it is made, and sets a new one after: in between, and where the second never
 * comes about, everybody reads the account. A stamp that was lost is made anew, and makes everybody read it too.
 */
import { LRUCache } from 'lru-cache'
import type {
  Account,
  AccountChange,
  AccountId,
  AccountStore,
  Subject,
} from '../../src/domain/accounts/account-store.ts'
import { DomainError } from '../../src/domain/errors.ts'
import type { Artifact, ArtifactKey, ArtifactStore, NewArtifact } from '../../src/oidc/artifact-store.ts'
import { frozen } from './remember.ts'
import { toSubject } from './subject.ts'

const MAX_ACCOUNTS = 5000
/**
 * For how long a stamp is believed: a Redis that comes back without its last writes, after a crash, may come back with
 * a stamp of before a change, and a node that ended between a change and its stamp sets none.
 */
const MAX_AGE_MS = 900
const STAMP_SECONDS = 24 * 3600
/** Longer than any change goes on that nobody waits for any more. */
const CHANGE_SECONDS = 60
/** Of these no token tells. */
const UNSEEN: readonly string[] = ['lastLoginAt', 'passwordHash'] satisfies (keyof Account)[]

interface Memory {
  subject: Subject
  /** Of the stamp that was there before the account was read. */
  stamp: number
  readAt: number
}

export function stampedAccountStore(
  store: AccountStore,
  stamps: Pick<ArtifactStore, 'create' | 'findMany' | 'remove' | 'save'>,
): AccountStore {
  const known = new LRUCache<AccountId, Memory>({ max: MAX_ACCOUNTS })

  async function findSubject(id: AccountId): Promise<Subject | undefined> {
    const [stamp] = await stamps.findMany([keyOf(id)])
    const remembered = known.get(id)
    if (remembered !== undefined && isCurrent(remembered, stamp)) return remembered.subject
    const readAt = performance.now()
    const subject = toSubject(await store.findById(id))
    if (subject === undefined || stamp?.payload.isChanging === true) return subject
    if (stamp === undefined) await ifItCan(stamps.create(keyOf(id), newStamp()))
    else known.set(id, { subject: frozen(subject), stamp: stamp.version, readAt })
    return subject
  }

  /** A Redis that is full takes no new record, but gives up an old one: nobody is remembered without a stamp either. */
  async function put(id: AccountId, stamp: NewArtifact): Promise<void> {
    if (!(await ifItCan(stamps.save(keyOf(id), stamp)))) await stamps.remove(keyOf(id))
  }

  async function changing<Result>(id: AccountId, change: () => Promise<Result>): Promise<Result> {
    await put(id, { payload: { isChanging: true }, expiresAt: nowSeconds() + CHANGE_SECONDS })
    // One that failed may have been made all the same: everybody reads the account for a while.
    const result = await change()
    await ifItCan(put(id, newStamp()))
    return result
  }

  return {
    ...store,
    findSubject,
    update(id, change, options) {
      const update = () => store.update(id, change, options)
      return isSeen(change) ? changing(id, update) : update()
    },
    remove: (id, events) => changing(id, () => store.remove(id, events)),
  }
}

function keyOf(id: AccountId): ArtifactKey {
  return { kind: 'AccountStamp', id }
}

function newStamp(): NewArtifact {
  return { payload: {}, expiresAt: nowSeconds() + STAMP_SECONDS }
}

function isCurrent({ stamp, readAt }: Memory, found: Artifact | undefined): boolean {
  return stamp === found?.version && performance.now() - readAt < MAX_AGE_MS
}

function isSeen(change: AccountChange): boolean {
  return Object.keys(change).some((member) => !UNSEEN.includes(member))
}

/** Whether it could; without a stamp everything is right, and slower. */
async function ifItCan(saving: Promise<unknown>): Promise<boolean> {
  try {
    await saving
    return true
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'unavailable') return false
    throw error
  }
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000)
}
