import { afterEach, expect, it, vi } from 'vitest'
import { startRemovingExpired } from '#jobs'
import { createLogger } from '#lib/logger'
import { openMemoryStores } from '../../adapters/memory/index.ts'
import { anEvent } from '../adapters/conformance/records.ts'

const DAY_MS = 86_400_000

let stop = (): void => {}
afterEach(() => stop())

it('the log of events is kept for 400 days, and what is older is removed however much it is', async () => {
  const { artifacts, events } = openMemoryStores()
  const old = Array.from({ length: 1100 }, () => anEvent({ time: Date.now() - 401 * DAY_MS }))
  const kept = [399, 1].map((days) => anEvent({ time: Date.now() - days * DAY_MS }))
  await events.append([...old, ...kept])
  stop = startRemovingExpired([artifacts], events, createLogger('silent'))
  await vi.waitFor(async () => {
    expect((await events.read(0, 2000)).map(({ id }) => id)).toEqual(kept.map(({ id }) => id))
  }, 10_000)
})
