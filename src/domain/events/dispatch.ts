/**
 * The telling of events, shared by all nodes: each subscriber, and the relay that fills the log, is served by the node
 * that holds its lease. A node that dies is followed by another one when its leases run out.
 */
import { createCourier } from './courier.ts'
import type { DeliveryStore } from './delivery-store.ts'
import type { EventLog } from './event-log.ts'
import type { EventStore } from './event-store.ts'
import type { LeaseStore } from './lease-store.ts'
import { BITE } from './relay.ts'
import type { Subscriber } from './subscriber.ts'

export interface DispatchDependencies {
  events: Pick<EventLog, 'relay'>
  log: Pick<EventStore, 'read' | 'list'>
  leases: LeaseStore
  deliveries: DeliveryStore
  /** Asked again and again, since webhooks come and go. */
  subscribers(): Promise<Subscriber[]>
  /** Unique to this process. */
  holder: string
  /** Told of what went wrong; it is tried again. */
  onProblem(error: unknown): void
  times?: Partial<DispatchTimes>
}

/** All in milliseconds. */
export interface DispatchTimes {
  /** For how long a node that is silent keeps its leases, and how often it says that it lives. */
  leaseMs: number
  heartbeatMs: number
  /** Between two looks at a log, or at outboxes, where nothing was new. */
  idleMs: number
  firstRetryMs: number
  maxRetryMs: number
  giveUpMs: number
  coolDownMs: number
  maxCoolDownMs: number
}

const HOUR_MS = 3_600_000

const USUAL: DispatchTimes = {
  leaseMs: 5000,
  heartbeatMs: 1000,
  idleMs: 200,
  firstRetryMs: 5000,
  maxRetryMs: 4 * HOUR_MS,
  giveUpMs: 24 * HOUR_MS,
  coolDownMs: 30_000,
  maxCoolDownMs: 600_000,
}

export interface Dispatch {
  /** Ends what has begun, begins nothing more, and gives the leases back. */
  stop(): Promise<void>
}

/** What one node does under one lease. */
interface Task {
  lastHeldUntil: number
  stop(): void
  ended: Promise<void>
}

const RELAY = 'relay'
const leaseOf = (name: string) => `subscriber ${name}`

export function startDispatch(deps: DispatchDependencies): Dispatch {
  const times = { ...USUAL, ...deps.times }
  const tasks = new Map<string, Task>()
  const stopping = Promise.withResolvers<void>()
  let isStopping = false

  /** Repeats the work, at once while there is more of it. */
  function startTask(work: () => Promise<{ more: boolean; sooner?: Promise<void> }>, stop: () => void): Task {
    let isStopped = false
    async function repeat(): Promise<void> {
      while (!isStopped) {
        try {
          const { more, sooner } = await work()
          if (!more) await waitFor(times.idleMs, ...(sooner ? [sooner] : []))
        } catch (error) {
          deps.onProblem(error)
          await waitFor(times.heartbeatMs)
        }
      }
    }
    const halt = () => {
      isStopped = true
      stop()
    }
    return { lastHeldUntil: 0, stop: halt, ended: repeat() }
  }

  function waitFor(ms: number, ...sooner: Promise<void>[]): Promise<void> {
    return withTimer(ms, (timeout) => Promise.race([timeout, stopping.promise, ...sooner]))
  }

  /** What comes in between waits for the next time: moving an event costs more than keeping it, moving many as little as one. */
  const startRelay = () =>
    startTask(
      async () => ({ more: (await deps.events.relay()) >= BITE }),
      () => {},
    )

  function startCourier(subscriber: Subscriber): Task {
    const { log, deliveries: store } = deps
    const starting = { subscriber, log, store, times, now: Date.now }
    let courier: Awaited<ReturnType<typeof createCourier>> | undefined
    return startTask(
      async () => {
        courier ??= await createCourier(starting)
        const sooner = courier.progress()
        return { more: await courier.step(), sooner }
      },
      () => courier?.stop(),
    )
  }

  async function heartbeat(): Promise<void> {
    const subscribers = await deps.subscribers()
    const starts = new Map<string, () => Task>([
      [RELAY, startRelay],
      ...subscribers.map((one) => [leaseOf(one.name), () => startCourier(one)] as const),
    ])
    const askedAt = performance.now()
    const held = await deps.leases.acquire([...starts.keys()], deps.holder, times.leaseMs)
    // Others have them, or nobody shall: a webhook was deleted.
    for (const [name, task] of tasks) if (!held.includes(name)) task.lastHeldUntil = 0
    for (const name of held) {
      const task = tasks.get(name) ?? starts.get(name)?.()
      if (task === undefined || isStopping) continue
      task.lastHeldUntil = askedAt + times.leaseMs
      tasks.set(name, task)
    }
  }

  /** What others may be doing by now, or nobody should any more. */
  function stopWhatIsLost(): void {
    for (const [name, task] of tasks) {
      if (task.lastHeldUntil > performance.now() && !isStopping) continue
      tasks.delete(name)
      task.stop()
    }
  }

  async function live(): Promise<void> {
    while (!isStopping) {
      await heartbeat().catch(deps.onProblem)
      stopWhatIsLost()
      await waitFor(times.heartbeatMs)
    }
  }

  const living = live()
  return {
    async stop() {
      isStopping = true
      stopping.resolve()
      await living
      const ending = [...tasks]
      stopWhatIsLost()
      await Promise.all(ending.map(([, { ended }]) => ended))
      const names = ending.map(([name]) => name)
      await deps.leases.release(names, deps.holder).catch(deps.onProblem)
    },
  }
}

async function withTimer<Result>(
  ms: number,
  use: (timeout: Promise<void>) => Promise<Result>,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
    timer.unref()
  })
  try {
    return await use(timeout)
  } finally {
    clearTimeout(timer)
  }
}
