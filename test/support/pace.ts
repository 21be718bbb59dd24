/**
 * How quick this machine is at present: what a process of ours may take is promised for a machine that does nothing
 * else, and is measured on others, too.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** What Node alone takes from its start to its end on a machine of today that does nothing else, in milliseconds. */
const IDLE_MS = 60

/** How many times longer everything takes here and now than it may; 1 on a machine that is quick enough. */
export async function slowness(): Promise<number> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' })
  await once(child, 'exit')
  return Math.max(1, (performance.now() - startedAt) / IDLE_MS)
}
