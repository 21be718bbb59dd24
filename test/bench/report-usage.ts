/**
 * Preloaded into a measured server (`node --import`) and its workers: keeps each to a core of its own, says over the
 * channel to its parent what the process and they have used, and records a CPU profile when told to. Without a parent
 * it ends, so that none is left.
 */
import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { serveOnCore } from './cores.ts'

export type Question = { ask: 'usage' } | { ask: 'profile' } | { ask: 'end-profile'; file: string }

export interface Usage {
  /** CPU time of all threads, and of workers, since the start. */
  cpuMicros: number
  rssBytes: number
}

let profiler: Session | undefined

async function answer(question: Question): Promise<void> {
  if (question.ask === 'profile') {
    profiler = new Session()
    profiler.connect()
    await profiler.post('Profiler.enable')
    await profiler.post('Profiler.start')
  } else if (question.ask === 'end-profile') {
    const recorded = await profiler?.post('Profiler.stop')
    profiler?.disconnect()
    writeFileSync(question.file, JSON.stringify(recorded?.profile))
  }
  const { user, system } = process.cpuUsage()
  const used = { cpuMicros: user + system, rssBytes: process.memoryUsage.rss() }
  const usages = [used, ...(await Promise.all(Object.values(cluster.workers ?? {}).map(usageOf)))]
  process.send?.({
    cpuMicros: usages.reduce((sum, { cpuMicros }) => sum + cpuMicros, 0),
    rssBytes: usages.reduce((sum, { rssBytes }) => sum + rssBytes, 0),
  } satisfies Usage)
}

async function usageOf(worker: Worker | undefined): Promise<Usage> {
  if (worker === undefined) return { cpuMicros: 0, rssBytes: 0 }
  const answered = once(worker, 'message')
  worker.send({ ask: 'usage' } satisfies Question)
  const [usage] = await answered
  return usage as Usage
}

if (cluster.worker !== undefined) serveOnCore(cluster.worker.id - 1)
// The process that only hands out connections goes wherever there is room.
else if (Number(process.env.WORKERS ?? 1) === 1) serveOnCore(0)

process.on('message', (question) => void answer(question as Question))
process.on('disconnect', () => process.exit())
// The channel alone must not keep a server alive that could not start. A worker gets its port through it.
if (cluster.isPrimary) process.channel?.unref()
