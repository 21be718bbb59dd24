/** Looks at each server by itself, so that what is wrong with one does not hide what is wrong with another. */
import { existsSync } from 'node:fs'
import { databaseFile, durableName, openDurable, openRedis, type StorageSettings } from './open-each.ts'
import type { Advice } from './stores.ts'

export interface StoreReport {
  store: string
  /** What keeps it from being used: StoreOpenError, or DomainError `unavailable` when it takes no writes. */
  error?: unknown
  advice: Advice[]
}

/** Whether a server has never been started here: there is no embedded database where one would be. */
export function isUnused(settings: StorageSettings): boolean {
  return settings.mongodbUri === null && !existsSync(databaseFile(settings))
}

/** Leaves an embedded database that does not exist yet to the first start, which makes it. */
export async function examineStores(settings: StorageSettings): Promise<StoreReport[]> {
  const { redisUrl } = settings
  const reports = [
    ...(isUnused(settings) ? [] : [examine(durableName(settings), () => openDurable(settings))]),
    ...(redisUrl === null ? [] : [examine('redis', () => openRedis(redisUrl))]),
  ]
  return Promise.all(reports)
}

interface Examined {
  advice?: Advice[]
  ping(): Promise<void>
  close(): Promise<void>
}

async function examine(store: string, open: () => Promise<Examined>): Promise<StoreReport> {
  try {
    const opened = await open()
    try {
      await opened.ping()
      return { store, advice: opened.advice ?? [] }
    } finally {
      await opened.close()
    }
  } catch (error) {
    return { store, error, advice: [] }
  }
}
