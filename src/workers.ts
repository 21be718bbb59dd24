/**
 * One process per core on one port (`WORKERS`). This process serves nothing itself: it starts the workers, starts anew
 * one that dies, and passes on the signal to stop. The workers share nothing but the stores, as nodes do.
 */
import cluster, { type Worker } from 'node:cluster'
import type { Logger } from '#lib/logger'

/** A worker that dies sooner than this after its start would only die again at once. */
const RESTART_MS = 1000

/**
 * @param onServing called once, when all workers listen
 * @returns when all workers have ended: whether every one of them ended well
 */
export function superviseWorkers(count: number, log: Logger, onServing: () => void): Promise<boolean> {
  let stopping = false
  let everyoneWell = true
  let awaited = count
  const workers = new Set<Worker>()

  return new Promise((resolve) => {
    function start(): void {
      if (stopping) return
      const worker = cluster.fork()
      const startedAt = Date.now()
      let served = false
      worker.once('listening', () => {
        served = true
        awaited -= 1
        if (awaited === 0) onServing()
      })
      workers.add(worker)
      worker.once('exit', (code, signal) => {
        workers.delete(worker)
        if (stopping || !served) {
          // Until its modules are loaded a worker cannot answer the signal other than by dying of it.
          everyoneWell &&= code === 0 || (stopping && signal !== null)
          stop('SIGTERM')
        } else {
          log.error({ code, signal, pid: worker.process.pid }, 'a worker died; another takes its place')
          setTimeout(start, Math.max(0, startedAt + RESTART_MS - Date.now()))
        }
        if (stopping && workers.size === 0) resolve(everyoneWell)
      })
    }

    function stop(signal: NodeJS.Signals): void {
      stopping = true
      for (const worker of workers) worker.process.kill(signal)
    }

    process.on('SIGTERM', stop)
    process.on('SIGINT', stop)
    for (let index = 0; index < count; index += 1) start()
  })
}
