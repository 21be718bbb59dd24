/** What time and accidents do to the server's records, done to them at once. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createArtifactKeys } from '../../src/oidc/artifact-keys.ts'
import type { RunningApp } from './start-app.ts'

/** The uid of the interaction that is at this URL. */
function uidIn(url: string): string {
  return new URL(url).pathname.split('/')[2] ?? ''
}

/** An hour and a bit goes by for the interaction at this URL. */
export async function letExpire(provider: RunningApp, url: string): Promise<void> {
  const { artifacts } = provider.core.stores
  const key = createArtifactKeys(provider.core.secrets).bearer('Interaction', uidIn(url))
  const [record] = await artifacts.findMany([key])
  if (record === undefined) throw new Error('there is no such interaction')
  const payload = { ...record.payload, exp: Math.floor(Date.now() / 1000) - 60 }
  await artifacts.save(key, { payload, expiresAt: record.expiresAt })
}

/** Two days go by. */
export async function letVanish(provider: RunningApp, url: string): Promise<void> {
  const key = createArtifactKeys(provider.core.secrets).bearer('Interaction', uidIn(url))
  await provider.core.stores.artifacts.remove(key)
}

/** A backup without sessions is restored: browsers come with cookies of which nothing is known. */
export function forgetSessions(provider: RunningApp): void {
  const database = openBeside(provider)
  database.exec("DELETE FROM artifacts WHERE kind IN ('Session', 'Grant')")
  database.close()
}

/** The embedded database of a server that runs: what is written here waits for what the server is just writing. */
export function openBeside({ dataDir }: Pick<RunningApp, 'dataDir'>): DatabaseSync {
  return new DatabaseSync(join(dataDir, 'gatehouse.sqlite'), { timeout: 10_000 })
}
