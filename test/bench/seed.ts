/**
 * Fills stores with people, their sessions and their grants, in the quickest way that each store has: the ports
 * themselves where what is written in one turn goes out together, and inserts of many documents for MongoDB.
 */
import { createHash } from 'node:crypto'
import { MongoClient } from 'mongodb'
import { artifactDocument } from '../../adapters/mongodb/artifact-store.ts'
import type { AccountDocument } from '../../adapters/mongodb/collections.ts'
import type { Core } from '../../src/core.ts'
import type { AccountId, NewAccount } from '../../src/domain/accounts/account-store.ts'
import type { ArtifactKey, NewArtifact } from '../../src/oidc/artifact-store.ts'

export interface Amounts {
  grants: number
  /** Each with a session. */
  accounts: number
}

interface SeedArtifact {
  key: ArtifactKey
  artifact: NewArtifact
}

const CHUNK = 2000
const LIFETIME_SECONDS = 30 * 86_400
const SAMPLES = 50

/** @param mongodbUri where people are, and artifacts too if Redis has them not */
export async function seed(
  core: Core,
  amounts: Amounts,
  settings: { mongodbUri?: string | undefined; redisUrl?: string | undefined },
): Promise<void> {
  const mongo = settings.mongodbUri === undefined ? undefined : await MongoClient.connect(settings.mongodbUri)
  const { accounts, artifacts } = core.stores
  const insertAccounts = mongo
    ? (chunk: NewAccount[], from: number) =>
        insert(
          mongo,
          'accounts',
          chunk.map((one, n) => accountDocument(one, from + n)),
        )
    : (chunk: NewAccount[]) => Promise.all(chunk.map((account) => accounts.create(account)))
  const insertArtifacts =
    mongo && settings.redisUrl === undefined
      ? (chunk: SeedArtifact[]) =>
          insert(
            mongo,
            'artifacts',
            chunk.map(({ key, artifact }) => artifactDocument(key, artifact)),
          )
      : (chunk: SeedArtifact[]) =>
          Promise.all(chunk.map(({ key, artifact }) => artifacts.save(key, artifact)))
  await inChunks(amounts.accounts, accountAt, insertAccounts)
  await inChunks(amounts.accounts, sessionAt, insertArtifacts)
  await inChunks(amounts.grants, (n) => grantAt(n, amounts.accounts), insertArtifacts)
  await mongo?.close()
  await readBack(core, amounts)
}

/** Some of what was written, by the ports that the server reads with. */
async function readBack({ stores }: Core, amounts: Amounts): Promise<void> {
  for (let sample = 0; sample < SAMPLES; sample++) {
    const account = accountAt(Math.floor((sample * amounts.accounts) / SAMPLES))
    const grant = grantAt(Math.floor((sample * amounts.grants) / SAMPLES), amounts.accounts)
    const [found] = await stores.artifacts.findMany([grant.key])
    if (found?.payload.accountId !== grant.artifact.payload.accountId)
      throw new Error('a seeded grant is not there')
    const [byId, byEmail] = [
      await stores.accounts.findById(account.id),
      await stores.accounts.findByEmail(account.email),
    ]
    if (byId === undefined || byId.id !== byEmail?.id) throw new Error('a seeded account is not there')
  }
}

async function inChunks<Item>(
  count: number,
  itemAt: (n: number) => Item,
  write: (chunk: Item[], from: number) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < count; from += CHUNK) {
    const chunk = Array.from({ length: Math.min(CHUNK, count - from) }, (_, n) => itemAt(from + n))
    await write(chunk, from)
  }
}

/** The same for the same number, and spread over an index as random ids are. */
function idOf(kind: string, n: number): string {
  return createHash('md5').update(`${kind} ${n}`).digest('base64url')
}

function accountIdAt(n: number): AccountId {
  const hex = createHash('md5').update(`account ${n}`).digest('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as AccountId
}

function accountAt(n: number): NewAccount {
  const now = Date.now()
  return {
    id: accountIdAt(n),
    email: `seed-${n}@example.com`,
    emailVerified: true,
    username: null,
    passwordHash: `$argon2id$v=19$m=19456,t=2,p=1$${idOf('salt', n)}$${idOf('hash', n)}${idOf('hash', n)}`,
    role: 'user',
    claims: { name: `Seeded Person ${n}` },
    createdAt: now,
    updatedAt: now,
    lastLoginAt: now,
    bio: null,
    pendingEmail: null,
    passwordChangedAt: null,
    disabledAt: null,
  }
}

function sessionAt(n: number): SeedArtifact {
  const now = Math.floor(Date.now() / 1000)
  const accountId = accountIdAt(n)
  const authorizations = { 'seed-client': { sid: idOf('sid', n), grantId: idOf('grant', n) } }
  return {
    key: { kind: 'Session', id: idOf('session', n) },
    artifact: {
      payload: {
        accountId,
        loginTs: now,
        amr: ['pwd'],
        authorizations,
        secrets: [idOf('secret', n)],
        uid: idOf('session', n),
      },
      expiresAt: now + LIFETIME_SECONDS,
      owner: accountId,
    },
  }
}

function grantAt(n: number, accounts: number): SeedArtifact {
  const now = Math.floor(Date.now() / 1000)
  const accountId = accountIdAt(n % accounts)
  return {
    key: { kind: 'Grant', id: idOf('grant', n) },
    artifact: {
      payload: {
        iat: now,
        exp: now + LIFETIME_SECONDS,
        kind: 'Grant',
        accountId,
        clientId: 'seed-client',
        openid: { scope: 'openid profile email' },
        sessionUid: idOf('session', n % accounts),
      },
      expiresAt: now + LIFETIME_SECONDS,
      owner: accountId,
    },
  }
}

function insert(mongo: MongoClient, collection: string, documents: { _id: string }[]): Promise<unknown> {
  return mongo.db().collection<{ _id: string }>(collection).insertMany(documents, { ordered: false })
}

/** Numbers far above those that are allocated one by one. */
const FIRST_NUMBER = 1_000_000_000

function accountDocument({ id, claims, ...account }: NewAccount, n: number): AccountDocument {
  const emailKey = account.email.toLowerCase()
  return { _id: id, number: FIRST_NUMBER + n, emailKey, claims: JSON.stringify(claims), ...account }
}
