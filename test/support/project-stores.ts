/** What the apps of a test keep their records in: Redis and MongoDB where vitest.config.ts says so, else nothing special. */
import { setTimeout as sleep } from 'node:timers/promises'
import { inject } from 'vitest'
import type { Core } from '../../src/core.ts'
import { startSharedStores } from './shared-stores.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The connection string of a MongoDB; see shared-mongo-setup.ts. */
    mongodb?: string
  }
}

export interface ProjectStores {
  /** By environment names. */
  settings: Record<string, string>
  /** The same core, for a test: what it changes beside the server is seen by the server when the call returns. */
  seen(core: Core): Core
  stop(): Promise<void>
}

export async function openProjectStores(): Promise<ProjectStores> {
  const uri = inject('mongodb')
  if (uri === undefined) return { settings: {}, seen: (core) => core, stop: async () => {} }
  const stores = await startSharedStores(uri)
  return {
    settings: stores.fresh(),
    seen: (core) => ({
      ...core,
      clients: settling(core.clients),
      resourceServers: settling(core.resourceServers),
      tenants: settling(core.tenants),
    }),
    stop: stores.stop,
  }
}

/** Nodes remember registrations for a little less than this. */
const REMEMBERED_MS = 1000
const CHANGES = new Set<PropertyKey>(['update', 'delete', 'rotateSecret', 'suspend', 'resume', 'trust'])

function settling<Room extends object>(room: Room): Room {
  return new Proxy(room, {
    get(target, name, receiver) {
      const operation: unknown = Reflect.get(target, name, receiver)
      if (typeof operation !== 'function' || !CHANGES.has(name)) return operation
      return async (...input: unknown[]) => {
        const result = await operation(...input)
        await sleep(REMEMBERED_MS)
        return result
      }
    },
  })
}
