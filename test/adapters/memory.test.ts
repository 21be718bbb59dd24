import { describe } from 'vitest'
import { openMemoryStores } from '../../adapters/memory/index.ts'
import { createOutbox } from '../../adapters/memory/outbox-store.ts'
import { storesConformance } from './conformance/index.ts'
import { outboxStoreConformance } from './conformance/outbox-store.ts'

describe('memory', () => {
  storesConformance(async () => openMemoryStores())
  outboxStoreConformance(async () => ({ outbox: createOutbox(), close: async () => {} }))
})
