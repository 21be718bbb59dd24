/**
 * The server's stores, made to fail or to wait when a test says so. A test file that wants them mocks the door of the adapters:
 *
 *   vi.mock('#adapters', async (original) => {
 *     const { failingAdapters } = await import('./support/failing-stores.ts')
 *     return failingAdapters(await original())
 *   })
 */
import { DomainError } from '#domain/errors'

type Adapters = typeof import('#adapters')
type Ports = Awaited<ReturnType<Adapters['openStores']>>

const PORTS = ['accounts', 'clients', 'resourceServers', 'consents', 'artifacts', 'eventSink'] as const
type Port = (typeof PORTS)[number]

/** What fails at present, and what was asked for since the last `watch`. */
export const failure = {
  down: new Set<Port>(),
  /** The operation with this number fails, counted from `watch` on. */
  at: undefined as number | undefined,
  operations: [] as string[],
  /** Runs before each operation, and may make it wait. */
  before: async (_operation: string): Promise<void> => {},
}

/** Counts and fails nothing any more. */
export function mend(): void {
  failure.down.clear()
  failure.at = undefined
  failure.before = async () => {}
}

/** Makes operations of that name wait until so many are there: a race with a certain outcome. */
export function gather(operation: string, count: number): void {
  let arrived = 0
  let open = (): void => {}
  const together = new Promise<void>((resolve) => {
    open = resolve
  })
  failure.before = async (name) => {
    if (name !== operation) return
    arrived += 1
    if (arrived >= count) open()
    await together
  }
}

/** Begins to count operations anew. @param at the number of the one that fails */
export function watch(at?: number): void {
  failure.operations = []
  failure.at = at
}

export function failingAdapters(original: Adapters): Adapters {
  return {
    ...original,
    openStores: async (...settings: Parameters<Adapters['openStores']>) =>
      failingPorts(await original.openStores(...settings)),
  }
}

type Sqlite = typeof import('../../../adapters/sqlite/index.ts')

/** The same below what the adapters remember: mock `adapters/sqlite/index.ts` to see what is really read. */
export function failingSqlite(original: Sqlite): Sqlite {
  return {
    ...original,
    openSqliteStores: (...settings: Parameters<Sqlite['openSqliteStores']>) =>
      failingPorts(original.openSqliteStores(...settings)),
  }
}

function failingPorts<Stores extends Pick<Ports, Port>>(stores: Stores): Stores {
  const wrapped = PORTS.map((port) => [port, failing(port, stores[port])])
  return { ...stores, ...(Object.fromEntries(wrapped) as Pick<Ports, Port>) }
}

function failing<Store extends object>(port: Port, store: Store): Store {
  return intercept(store, async (name) => {
    const called = `${port}.${name}`
    const number = failure.operations.push(called) - 1
    await failure.before(called)
    if (failure.down.has(port) || failure.at === number) {
      throw new DomainError('unavailable', 'store_unavailable', 'the store is away', {
        retryAfterSeconds: 7,
      })
    }
  })
}

/** The store, with `before` run before each operation; what it throws the operation rejects with. */
export function intercept<Store extends object>(store: Store, before: (name: string) => unknown): Store {
  return new Proxy(store, {
    get(target, name, receiver) {
      const operation = Reflect.get(target, name, receiver)
      if (typeof operation !== 'function') return operation
      return async (...input: unknown[]) => {
        await before(String(name))
        return operation.apply(target, input)
      }
    },
  })
}
