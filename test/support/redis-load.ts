/** A steady load of four writers that remember what was acknowledged, to be held against the store afterwards. */
import { setTimeout as sleep } from 'node:timers/promises'
import { DomainError } from '../../src/domain/errors.ts'
import type { ArtifactKey, ArtifactStore } from '../../src/oidc/artifact-store.ts'

export interface Load {
  /** Resolves with the milliseconds from now to the end of the first write that begins now or later and succeeds. */
  firstSuccess(withinMs: number): Promise<number>
  /** Lets the calls under way end, and answers what was seen. */
  stop(): Promise<LoadReport>
}

export interface LoadReport {
  calls: number
  unavailable: number
  /** Failures that are not `unavailable`, in words; there should be none. */
  odd: string[]
  /** Milliseconds of the call that took longest. */
  slowest: number
  /** What was acknowledged but is not so, in words; there should be nothing. */
  lost(artifacts: ArtifactStore): Promise<string[]>
}

type Fact = 'present' | 'used' | 'absent'

interface Write {
  key: ArtifactKey
  /** What is so once it was acknowledged. */
  fact: Fact
}

const WRITERS = 4
const PAUSE_MS = 5
const LATER = Math.floor(Date.now() / 1000) + 3600

/** @param nextKey a key that was never used before */
export function startLoad(artifacts: ArtifactStore, nextKey: () => ArtifactKey): Load {
  /** Last acknowledged state of each key, without those whose last write was not acknowledged. */
  const facts = new Map<ArtifactKey, Fact>()
  const seen = { calls: 0, unavailable: 0, odd: [] as string[], slowest: 0 }
  let succeeded: (startedAt: number) => void = () => {}
  let running = true

  async function attempt(call: () => Promise<unknown>, write?: Write): Promise<boolean> {
    const startedAt = performance.now()
    seen.calls += 1
    if (write) facts.delete(write.key)
    try {
      const result = await call()
      if (result === false) seen.odd.push(`${write?.key.id} is not ${write?.fact}, but nobody else writes it`)
      if (write) {
        facts.set(write.key, write.fact)
        succeeded(startedAt)
      }
      return true
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'unavailable') seen.unavailable += 1
      else seen.odd.push(String(error))
      return false
    } finally {
      seen.slowest = Math.max(seen.slowest, performance.now() - startedAt)
    }
  }

  async function writer(): Promise<void> {
    for (let n = 0; running; n += 1) {
      const key = nextKey()
      const artifact = { payload: { n }, expiresAt: LATER }
      const create = () => artifacts.create(key, artifact)
      const save = () => artifacts.save(key, artifact)
      if (await attempt(n % 2 === 0 ? save : create, { key, fact: 'present' })) {
        if (n % 3 === 1) await attempt(() => artifacts.consume(key), { key, fact: 'used' })
        if (n % 3 === 2) await attempt(() => artifacts.remove(key), { key, fact: 'absent' })
      }
      await attempt(() => artifacts.findMany([key]))
      await sleep(PAUSE_MS)
    }
  }

  const writers = Array.from({ length: WRITERS }, () => writer())
  return {
    firstSuccess(withinMs) {
      const from = performance.now()
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`No success within ${withinMs} ms`)), withinMs)
        succeeded = (startedAt) => {
          if (startedAt < from) return
          clearTimeout(timer)
          resolve(performance.now() - from)
        }
      })
    },
    async stop() {
      running = false
      await Promise.all(writers)
      return { ...seen, lost: (store) => lostOf(store, facts) }
    },
  }
}

async function lostOf(artifacts: ArtifactStore, facts: Map<ArtifactKey, Fact>): Promise<string[]> {
  const lost: string[] = []
  for (const [key, fact] of facts) {
    const [found] = await artifacts.findMany([key])
    const is: Fact = found === undefined ? 'absent' : found.consumedAt === null ? 'present' : 'used'
    if (is !== fact) lost.push(`${key.id} was ${fact} and is ${is}`)
  }
  return lost
}
