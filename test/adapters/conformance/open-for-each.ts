/** Fresh stores for each test, closed after it. */
import { afterEach, beforeEach } from 'vitest'
import type { Stores } from '../../../adapters/stores.ts'

/** Opens stores that hold nothing yet, and that no other test sees. */
export type OpenStores<Some extends keyof Stores = keyof Stores> = () => Promise<Pick<Stores, Some>>

export function openForEach<Some extends keyof Stores>(
  open: OpenStores<Some | 'close'>,
): () => Pick<Stores, Some | 'close'> {
  let stores: Pick<Stores, Some | 'close'> | undefined
  beforeEach(async () => {
    stores = await open()
  })
  afterEach(() => stores?.close())
  return () => {
    if (!stores) throw new Error('The stores are open during a test only')
    return stores
  }
}

/** The numbers 1 to `count`. */
export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1)
}
