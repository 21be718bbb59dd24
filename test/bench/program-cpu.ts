/** CPU time of the programs that the bench has started beside the measured servers: the stores (Linux alone). */
import { readdirSync, readFileSync } from 'node:fs'

interface Stat {
  parent: number
  ticks: number
}

/** Linux counts in hundredths of a second, whatever the machine. */
const MICROS_PER_TICK = 10_000

/** @param servers process ids whose time, with that of all that they started, does not count; undefined without /proc */
export function storeCpuMicros(servers: number[]): number | undefined {
  const stats = readStats()
  if (stats === undefined) return undefined
  const isCounted = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = stats.get(at)?.parent) {
      if (servers.includes(at)) return false
      if (at === process.pid) return pid !== at
    }
    return false
  }
  let ticks = 0
  for (const [pid, stat] of stats) if (isCounted(pid)) ticks += stat.ticks
  return ticks * MICROS_PER_TICK
}

function readStats(): Map<number, Stat> | undefined {
  const stats = new Map<number, Stat>()
  try {
    for (const name of readdirSync('/proc')) {
      const stat = /^\d+$/.test(name) ? statOf(name) : undefined
      if (stat !== undefined) stats.set(Number(name), stat)
    }
  } catch {
    return undefined
  }
  return stats
}

function statOf(pid: string): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // proc_pid_stat(5): the name, which may hold anything, stands in parentheses; the state follows.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const [utime, stime, cutime, cstime] = fields.slice(11, 15).map(Number)
    return {
      parent: Number(fields[1]),
      ticks: (utime ?? 0) + (stime ?? 0) + (cutime ?? 0) + (cstime ?? 0),
    }
  } catch {
    // It has ended meanwhile.
    return undefined
  }
}
