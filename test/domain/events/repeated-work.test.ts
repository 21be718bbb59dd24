import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { repeatWork } from '../../../src/domain/events/repeated-work.ts'

const NEVER_MS = 60_000

/** Work whose every turn the test ends: with more, without, or by failing. */
function world(pauses: { idleMs?: number; afterProblemMs?: number } = {}) {
  const turns: PromiseWithResolvers<boolean>[] = []
  const onProblem = vi.fn()
  const repeated = repeatWork(
    () => {
      const turn = Promise.withResolvers<boolean>()
      turns.push(turn)
      return turn.promise
    },
    { idleMs: NEVER_MS, afterProblemMs: NEVER_MS, onProblem, ...pauses },
  )
  return { turns, onProblem, repeated }
}

test('work is done again at once where there is more, else after a while', async () => {
  const { turns } = world({ idleMs: 1 })
  turns[0]?.resolve(true)
  await nextTurn()
  expect(turns).toHaveLength(2)
  turns[1]?.resolve(false)
  await expect.poll(() => turns.length, { timeout: 10_000 }).toBe(3)
})

test('work that waits is done when woken, and once more when that is in the middle of it', async () => {
  const { turns, repeated } = world()
  turns[0]?.resolve(false)
  await nextTurn()
  expect(turns).toHaveLength(1)
  repeated.wake()
  await nextTurn()
  expect(turns).toHaveLength(2)
  repeated.wake()
  turns[1]?.resolve(false)
  await nextTurn()
  expect(turns).toHaveLength(3)
  turns[2]?.resolve(false)
  await nextTurn()
  expect(turns).toHaveLength(3)
})

test('work that failed waits, whoever wakes it, until it is stopped', async () => {
  const { turns, onProblem, repeated } = world()
  turns[0]?.reject(new Error('away'))
  await nextTurn()
  repeated.wake()
  await nextTurn()
  expect(turns).toHaveLength(1)
  expect(onProblem).toHaveBeenCalledOnce()
  repeated.stop()
  await repeated.ended
})

test('work that is stopped ends what it has begun, and begins nothing more', async () => {
  const { turns, repeated } = world()
  repeated.stop()
  repeated.wake()
  turns[0]?.resolve(true)
  await repeated.ended
  expect(turns).toHaveLength(1)
})
