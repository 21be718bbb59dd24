/**
 * Door of the adapters: opens the stores that the settings name. Which port lives where:
 *
 * | settings         | accounts, factors, clients, resource servers, consents, keys | artifacts, counters         |
 * |------------------|--------------------------------------------------------------|-----------------------------|
 * | neither          | `<dataDir>/gatehouse.sqlite`                                 | `<dataDir>/gatehouse.sqlite` |
 * | `REDIS_URL`      | `<dataDir>/gatehouse.sqlite`                                 | Redis                       |
 * | `MONGODB_URI`    | MongoDB                                                      | MongoDB                     |
 * | both             | MongoDB                                                      | Redis                       |
 *
 * Tenants live with the clients; what one knows of its members in `<dataDir>/tenants/<id>.sqlite`, or `<database>_<id>`.
 * `memory/` is the reference implementation, for tests alone: nothing a person runs loses data on restart.
 */
import type { AccountStore } from '../src/domain/accounts/account-store.ts'
import type { EventStreamStore } from '../src/domain/events/event-stream-store.ts'
import type { Mailer } from '../src/domain/mail/mailer.ts'
import type { ArtifactStore } from '../src/oidc/artifact-store.ts'
import { stampedAccountStore } from './caching/stamped-account-store.ts'
import type { MailerSettings, OnWritten } from './mail/index.ts'
import { createOneTimeTokenStore } from './one-time-token-store.ts'
import { durableName, openDurable, openRedis, type StorageSettings } from './open-each.ts'
import type { Advice, Stores } from './stores.ts'
import type { Vault, VaultSettings } from './vault/index.ts'

export { StoreOpenError } from './errors.ts'
export { examineStores, isUnused, type StoreReport } from './examine-stores.ts'
export type { StorageSettings } from './open-each.ts'

/** Every port, and the health of each server behind them by name. */
export type OpenStores = Omit<Stores, 'ping'> & {
  /** Where other programs follow events; absent without Redis. */
  eventStream?: EventStreamStore
  /** Rejects with DomainError `unavailable` when that store is down. */
  checks: Record<string, () => Promise<void>>
  /** By the store's name: what an operator should know, although it works. */
  advice: Record<string, Advice[]>
}

/** @throws StoreOpenError when a store cannot be opened */
export async function openStores(settings: StorageSettings): Promise<OpenStores> {
  const durable = await openDurable(settings)
  const name = durableName(settings)
  const { ping, ...ports } = durable
  if (settings.redisUrl === null) return { ...ports, checks: { [name]: () => ping() }, advice: {} }
  try {
    const redis = await openRedis(settings.redisUrl)
    return {
      ...ports,
      accounts: rememberedAccounts(settings, ports.accounts, redis.artifacts),
      artifacts: redis.artifacts,
      limits: redis.limits,
      eventStream: redis.eventStream,
      oneTimeTokens: createOneTimeTokenStore(redis.artifacts),
      ...(ports.outboxes.length === 0
        ? {}
        : { eventSink: redis.outbox, outboxes: [...ports.outboxes, redis.outbox] }),
      checks: { [name]: () => ping(), redis: () => redis.ping() },
      advice: { redis: redis.advice },
      async close() {
        await Promise.all([durable.close(), redis.close()])
      },
    }
  } catch (error) {
    await durable.close()
    throw error
  }
}

/** The embedded database remembers by itself. */
function rememberedAccounts(
  { mongodbUri }: StorageSettings,
  accounts: AccountStore,
  artifacts: ArtifactStore,
) {
  return mongodbUri === null ? accounts : stampedAccountStore(accounts, artifacts)
}

/**
 * Loaded with the first mail, so that a start does not wait for it; a mail server that is away keeps nobody from signing in.
 * @param onWritten told of every mail that is written into the folder, where no server is named
 */
export function openMailer({ smtp, from, folder }: MailerSettings, onWritten: OnWritten): Mailer {
  async function load(): Promise<Mailer> {
    const { openFileMailer, openSmtpMailer } = await import('./mail/index.ts')
    return smtp === null ? openFileMailer(folder, from, onWritten) : openSmtpMailer(smtp, from)
  }
  let loaded: Promise<Mailer> | undefined
  function mailer(): Promise<Mailer> {
    loaded ??= load()
    return loaded
  }
  return {
    send: async (mail) => (await mailer()).send(mail),
    check: async () => (await mailer()).check(),
    close: async () => (await loaded)?.close(),
  }
}

/** Where clients' secrets are checked, and our own may lie. @throws StoreOpenError */
export async function openVault(settings: VaultSettings): Promise<Vault> {
  const vault = await import('./vault/index.ts')
  return vault.openVault(settings)
}
