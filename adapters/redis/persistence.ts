/** What Redis would still have after a crash. Said, and no reason to refuse it: replicas may be all that is wanted. */
import type { Advice } from '../stores.ts'
import type { Master } from './servers.ts'

const CURE = 'Set appendonly yes in its configuration.'

const NOTHING =
  'keeps nothing on disk: when it restarts, every session ends, used codes can be used again, and revoked tokens are valid.'
const SNAPSHOTS =
  'keeps snapshots alone: what was written after the last one is lost when it dies, revocations and used codes included.'

/** @returns undefined when it has an append-only file, or does not tell */
export async function persistenceAdvice(master: Master, deadline: number): Promise<Advice | undefined> {
  const [info, config] = await master.reads.send(
    [
      ['INFO', 'persistence'],
      ['CONFIG', 'GET', 'save'],
    ],
    deadline,
  )
  if (!/^aof_enabled:0/m.test(String(info))) return undefined
  // Where CONFIG is not allowed, somebody else runs the server and promises what it keeps.
  if (!Array.isArray(config)) return undefined
  return { problem: config[1] === '' ? NOTHING : SNAPSHOTS, cure: CURE }
}
