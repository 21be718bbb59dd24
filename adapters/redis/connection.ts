/**
 * One connection to one Redis master that never keeps a caller waiting, and never sends a command twice.
 *
 * What the client library would do by itself and must not: queue commands while there is no connection, and send what
 * was lost with a connection again over the next one. A lost `consume` may have been executed, and then its second
 * sending is answered "used before" to the one caller that had won. Here a command goes out at most once, over a
 * connection that stands; when the answer does not come, the caller hears "unavailable" and nothing else.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis, type RedisOptions } from 'ioredis'
import { connectorTo, type Location } from './connector.ts'
import { withoutArguments } from './errors.ts'
import type { Credentials } from './parse-url.ts'
import { type Command, type Sending, takeInTime } from './sending.ts'

export type { Command } from './sending.ts'

export interface Endpoint extends Location {
  credentials?: Credentials
  /** Number of the database; 0 by default. */
  db?: number
}

export interface Connection {
  /**
   * Sends all of them in one write, with what others send in this turn of the event loop. Answers in their order; where Redis refused one, an Error stands in its place.
   * @param deadline nothing is sent after it; in milliseconds, as `performance.now()` counts them
   * @throws Error when there is no connection, it is lost, or the answers do not come in time
   */
  send(commands: readonly Command[], deadline: number): Promise<unknown[]>
  isOpen(): boolean
  /** How often it has been established: between two equal numbers lies one and the same connection. */
  epoch(): number
  /** @throws Error the last that went wrong, when it does not stand by the deadline, or has been gone for too long */
  untilOpen(deadline: number): Promise<void>
  close(): void
}

/** In milliseconds. */
export const TIMES = {
  /** Within which a command is answered, or given up. */
  answer: 1500,
  connect: 1500,
  /** For how long after a loss a call waits for the next connection; later ones fail at once. */
  patience: 1000,
  retry: 250,
} as const

/** @param onLost called when a connection that stood is gone */
export function openConnection(endpoint: Endpoint, onLost: () => void = () => {}): Connection {
  let closed = false
  let epochs = 0
  /** As `performance.now()` counts; null while it stands. */
  let lostAt: number | null = performance.now()
  let lastProblem = new Error('There is no connection yet')
  let standing = Promise.withResolvers<void>()
  const redis = new Redis(optionsFor(endpoint))

  redis.on('error', (problem: Error) => {
    lastProblem = withoutArguments(problem)
  })
  redis.on('ready', () => {
    epochs += 1
    lostAt = null
    standing.resolve()
  })
  redis.on('close', () => {
    // Attempts that fail end in this event too.
    if (lostAt !== null) return
    lostAt = performance.now()
    standing = Promise.withResolvers<void>()
    if (!closed) onLost()
  })
  redis.on('end', () => {
    // The library gives up when an attempt could not even begin, as when nobody can tell where the server is.
    setTimeout(() => {
      if (!closed) redis.connect().catch(() => {})
    }, TIMES.retry)
  })

  /** A socket that the other end has closed takes nothing more, a moment before the library says so. */
  function isOpen(): boolean {
    return lostAt === null && redis.status === 'ready' && redis.stream.writable
  }

  async function untilOpen(deadline: number): Promise<void> {
    while (!isOpen()) {
      const rest = Math.min(deadline, (lostAt ?? performance.now()) + TIMES.patience) - performance.now()
      if (closed) throw new Error('The connection has been closed')
      if (rest <= 0) throw lastProblem
      if (lostAt === null) await sleep(5)
      else await within(rest, standing.promise)
    }
  }

  const waiting: Sending[] = []

  async function sendAll(): Promise<void> {
    const sendings = takeInTime(waiting)
    const commands = sendings.flatMap((sending) => sending.commands)
    if (commands.length === 0) return
    try {
      const replies = await redis
        .pipeline(commands.map(([name, ...values]) => ['call', name, ...values]))
        .exec()
      const rest = replies ?? []
      for (const sending of sendings) answer(sending, rest.splice(0, sending.commands.length))
    } catch (error) {
      for (const { reject } of sendings) reject(error)
    }
  }

  return {
    async send(commands, deadline) {
      await untilOpen(deadline)
      return new Promise((resolve, reject) => {
        if (waiting.push({ commands, deadline, resolve, reject }) === 1) setImmediate(sendAll)
      })
    },
    isOpen,
    epoch: () => epochs,
    untilOpen,
    close() {
      closed = true
      standing.resolve()
      redis.disconnect()
    },
  }
}

function optionsFor(endpoint: Endpoint): Omit<RedisOptions, 'replyMapping'> {
  const { credentials, db = 0, tls } = endpoint
  return {
    Connector: connectorTo(endpoint),
    ...(tls && { tls }),
    ...credentials,
    db,
    connectionName: 'gatehouse',
    disableClientInfo: true,
    // Plain RESP2, which every proxy and every version understands.
    protocol: 2,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    commandTimeout: TIMES.answer,
    // A connection that says nothing is given up, so that the next one can find another server behind the address.
    socketTimeout: TIMES.answer,
    connectTimeout: TIMES.connect,
    maxLoadingRetryTime: TIMES.retry,
    retryStrategy: (attempt) => Math.min(attempt * 20, TIMES.retry),
    // What was a master is a replica now: connect anew, and thereby ask who is.
    reconnectOnError: (error) => error.message.includes('READONLY'),
  }
}

function answer({ resolve, reject }: Sending, replies: [error: Error | null, value: unknown][]): void {
  const broken = replies.find(([error]) => error !== null && error.name !== 'ReplyError')?.[0]
  if (broken) reject(inWords(broken))
  else resolve(replies.map(([error, value]) => error ?? value))
}

/** The library calls it a retry limit when a connection is lost that it may not retry on. */
function inWords(error: Error): Error {
  return error.name === 'MaxRetriesPerRequestError' || error.name === 'AbortError'
    ? new Error('The connection was lost before the answer came')
    : error
}

/** Resolves with the promise, or after so many milliseconds without it. */
async function within(ms: number, promise: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([promise, timeout])
  clearTimeout(timer)
}
