/** What the store needs of Redis, however many servers it is made of. */
import { type Command, type Connection, type Endpoint, openConnection } from './connection.ts'
import { createWriter, type Writer } from './writer.ts'

/**
 * Rejects with an Error of whatever kind when Redis cannot be reached or does not answer in time. What Redis refused
 * has an Error in the place of its answer. A deadline is in milliseconds, as `performance.now()` counts them: nothing
 * is sent after it.
 */
export interface Servers {
  /** All at once, each from the master of its key. */
  read(commands: KeyedCommand[], deadline: number): Promise<unknown[]>
  /** All of them for that one key. Answers when a replica has what was written, where there are replicas. */
  write(key: string, commands: Command[], deadline: number): Promise<unknown[]>
  /** Those that keep the records now, each with its connections standing. */
  masters(deadline: number): Promise<Master[]>
  /** Keys that begin so, one at each of the masters known. */
  keyForEach(beginning: string): string[]
  close(): void
}

export interface KeyedCommand {
  key: string
  command: Command
}

export interface Master extends Writer {
  reads: Connection
  isOpen(): boolean
  /** @throws Error when a connection does not stand by then */
  untilOpen(deadline: number): Promise<void>
  close(): void
}

/** Two connections, since WAIT after a write holds up all that comes behind it; see writer.ts. */
export function openMaster(endpoint: Endpoint, onLost?: () => void): Master {
  const reads = openConnection(endpoint, onLost)
  const writes = openConnection(endpoint, onLost)
  return {
    reads,
    write: createWriter(writes).write,
    isOpen: () => reads.isOpen() && writes.isOpen(),
    async untilOpen(deadline) {
      await Promise.all([reads.untilOpen(deadline), writes.untilOpen(deadline)])
    },
    close() {
      reads.close()
      writes.close()
    },
  }
}

/** One server, or the one that Sentinels name. */
export function openSingle(endpoint: Endpoint): Servers {
  const master = openMaster(endpoint)
  return {
    read(keyed, deadline) {
      const commands = keyed.map(({ command }) => command)
      return master.reads.send(commands, deadline)
    },
    write: (_key, commands, deadline) => master.write(commands, deadline),
    async masters(deadline) {
      await master.untilOpen(deadline)
      return [master]
    },
    keyForEach: (beginning) => [`${beginning}0`],
    close: () => master.close(),
  }
}
