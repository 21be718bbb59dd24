/** ClientStore in memory: the reference for what the port means. */
import type { ClientStore } from '../../src/domain/clients/client-store.ts'
import { asClientStore, CLIENTS } from '../aged-records.ts'
import { createAgedRecords } from './aged-records.ts'

export const createClientStore = (): ClientStore => asClientStore(createAgedRecords(CLIENTS))
