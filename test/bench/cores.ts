/**
 * Who works on which core (Linux alone): the measured server has the first one for itself, so that neither the driver
 * nor a store pushes it about or takes its cache. Where there is one core, all share it.
 */
import { spawnSync } from 'node:child_process'
import { cpus } from 'node:os'

/** Of the machine, whatever this process is kept to. */
const ALL = cpus().map((_, core) => core)

/** The core of the one measured server, or of the one of several that has this number, beginning with 0. */
export function serveOnCore(number: number): void {
  keepTo([number % ALL.length])
}

/** Also all that this process starts from now on, but for servers. */
export function leaveServerItsCore(): void {
  if (ALL.length > 1) keepTo(ALL.slice(1))
}

/** Where several servers have a core each, there is none to leave to them. */
export function useAllCores(): void {
  keepTo(ALL)
}

/** With all threads. */
function keepTo(cores: number[]): void {
  spawnSync('taskset', ['--all-tasks', '--cpu-list', '--pid', cores.join(','), String(process.pid)])
}
