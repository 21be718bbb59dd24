/**
 * Every store of the server, and what its operations throw while there is something to throw. A test file mocks the
 * door of the adapters:
 *
 *   vi.mock('#adapters', async (original) => (await import('./faulty-stores.ts')).faultyAdapters(await original()))
 */
import { intercept } from '../../oidc/support/failing-stores.ts'

type Adapters = typeof import('#adapters')
type Ports = Awaited<ReturnType<Adapters['openStores']>>

/** What is thrown at present, by any operation of any store. */
export const fault: { error?: Error | undefined } = {}

export function faultyAdapters(original: Adapters): Adapters {
  return {
    ...original,
    openStores: async (...settings: Parameters<Adapters['openStores']>) =>
      faultyPorts(await original.openStores(...settings)),
  }
}

function faultyPorts({ checks, advice, outboxes, close, ...ports }: Ports): Ports {
  const faulty = Object.entries(ports).map(([name, port]) => [name, intercept(port, throwFault)])
  return { ...(Object.fromEntries(faulty) as typeof ports), checks, advice, outboxes, close }
}

function throwFault(): void {
  if (fault.error !== undefined) throw fault.error
}
