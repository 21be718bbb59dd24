import { describe } from 'vitest'
import { openMemoryStores } from '../../adapters/memory/index.ts'
import { storesConformance } from './conformance/index.ts'

describe('memory', () => {
  storesConformance(async () => openMemoryStores())
})
