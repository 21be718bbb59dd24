/** A fresh folder for each test, gone after it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'

/** @returns the path of a name in the folder of the running test */
export function temporaryFolder(): (name?: string) => string {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  return (name = '') => join(folder, name)
}
