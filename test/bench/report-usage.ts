/**
 * Preloaded into a measured server (`node --import`): says over the channel to its parent what the process has used,
 * and records a CPU profile when told to. Without a parent the server ends, so that none is left behind.
 */
import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'

export type Question = { ask: 'usage' } | { ask: 'profile' } | { ask: 'end-profile'; file: string }

export interface Usage {
  /** CPU time of all threads since the start. */
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
  process.send?.({ cpuMicros: user + system, rssBytes: process.memoryUsage.rss() } satisfies Usage)
}

process.on('message', (question) => void answer(question as Question))
process.on('disconnect', () => process.exit())
// The channel alone must not keep a server alive that could not start.
process.channel?.unref()
