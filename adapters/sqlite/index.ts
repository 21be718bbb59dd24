/**
 * The embedded default: every port in one SQLite file, and one more for each tenant's own data; durable, and shared by
 * as many processes of one machine as like (the server, its workers, the command line). SQLite works in the calling
 * thread; the methods are async all the same, as the ports have it, so that failures are rejections and writes of one
 * turn can share a commit.
 */
import { statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createOneTimeTokenStore } from '../one-time-token-store.ts'
import type { Stores } from '../stores.ts'
import { createAccountStore } from './account-store.ts'
import { createArtifactStore } from './artifact-store.ts'
import { createClientStore } from './client-store.ts'
import { createConsentStore } from './consent-store.ts'
import type { Database } from './database.ts'
import { createDeliveryStore } from './delivery-store.ts'
import { unavailable } from './errors.ts'
import { createEventStore } from './event-store.ts'
import { createFactorStore } from './factor-store.ts'
import { createKeyStore } from './key-store.ts'
import { createLeaseStore } from './lease-store.ts'
import { createLimitStore } from './limit-store.ts'
import { openDatabase } from './open-database.ts'
import { createResourceServerStore } from './resource-server-store.ts'
import { createTenantDataStore } from './tenant-data-store.ts'
import { createTenantStore } from './tenant-store.ts'
import { createWebhookStore } from './webhook-store.ts'

export interface SqliteStores extends Stores {
  /** Another number after another process, or another connection of this one, has written to the file. */
  changesByOthers(): number
}

/** @throws StoreOpenError */
export function openSqliteStores({ file }: { file: string }): SqliteStores {
  return createSqliteStores(openDatabase(file))
}

export function createSqliteStores(database: Database): SqliteStores {
  const writePing = database.statement('INSERT INTO pings (id) VALUES (NULL)')
  const deletePings = database.statement('DELETE FROM pings')
  const dataVersion = database.statement<{ data_version: number }>('PRAGMA data_version')
  const identity = fileIdentity(database.file)
  const events = createEventStore(database)
  const tenantData = createTenantDataStore(join(dirname(database.file), 'tenants'))
  const artifacts = createArtifactStore(database)

  return {
    accounts: createAccountStore(database),
    clients: createClientStore(database),
    resourceServers: createResourceServerStore(database),
    consents: createConsentStore(database),
    factors: createFactorStore(database),
    keys: createKeyStore(database),
    tenants: createTenantStore(database),
    tenantData,
    artifacts,
    limits: createLimitStore(database),
    oneTimeTokens: createOneTimeTokenStore(artifacts),
    events,
    eventSink: events,
    outboxes: [],
    leases: createLeaseStore(database),
    deliveries: createDeliveryStore(database),
    webhooks: createWebhookStore(database),

    changesByOthers: () => dataVersion.get()?.data_version ?? 0,

    async ping() {
      database.transaction(() => {
        writePing.run()
        deletePings.run()
      })
      // A file that was deleted or replaced still takes writes as long as it is open, and loses them all at the end.
      if (fileIdentity(database.file) !== identity) {
        throw unavailable(new Error(`${database.file} is no longer the file that was opened`))
      }
    },

    async close() {
      tenantData.close()
      database.close()
    },
  }
}

function fileIdentity(file: string): string | undefined {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false })
  return found && `${found.dev}:${found.ino}`
}
