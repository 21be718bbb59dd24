/** Fresh stores for each test, closed after it. */
import { afterEach, beforeEach } from 'vitest'
import type { Stores } from '../../../adapters/stores.ts'

/** Opens stores that hold nothing yet, and that no other test sees. */
export type OpenStores = () => Promise<Stores>

export function openForEach(open: OpenStores): () => Stores {
  let stores: Stores | undefined
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
