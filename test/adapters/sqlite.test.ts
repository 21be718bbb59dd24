import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe } from 'vitest'
import { openSqliteStores } from '../../adapters/sqlite/index.ts'
import { storesConformance } from './conformance/index.ts'

describe('sqlite', () => {
  const root = mkdtempSync(join(tmpdir(), 'gatehouse-'))
  afterAll(() => rmSync(root, { recursive: true }))

  storesConformance(async () =>
    openSqliteStores({ file: join(mkdtempSync(join(root, 'data-')), 'gatehouse.sqlite') }),
  )
})
