/**
 * The telling of events, shared by all nodes: each subscriber, and the relay that fills the log, is served by the node
 * that holds its lease. A node that dies is followed by another one when its leases run out.
 */
import { type Courier, createCourier } from './courier.ts'
import type { DeliveryStore } from './delivery-store.ts'
import type { EventLog } from './event-log.ts'
import type { EventStore } from './event-store.ts'
import type { LeaseStore } from './lease-store.ts'
import { BITE } from './relay.ts'
import { type RepeatedWork, repeatWork } from './repeated-work.ts'
import type { Subscriber } from './subscriber.ts'

export interface DispatchDependencies {
  events: Pick<EventLog, 'relay' | 'isRelayed'>
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

/**
 * The same where events come through outboxes: to look at those of a server far away is dear, and whoever moved events
 * tells those beside it at once.
 */
const RELAYED_IDLE_MS = 500

export interface Dispatch {
  /** Ends what has begun, begins nothing more, and gives the leases back. */
  stop(): Promise<void>
}

/** What one node does under one lease. */
interface Task extends RepeatedWork {
  lastHeldUntil: number
}

const RELAY = 'relay'
const leaseOf = (name: string) => `subscriber ${name}`

export function startDispatch(deps: DispatchDependencies): Dispatch {
  const idleMs = deps.events.isRelayed ? RELAYED_IDLE_MS : USUAL.idleMs
  const times = { ...USUAL, idleMs, ...deps.times }
  const tasks = new Map<string, Task>()
  let isStopping = false

  const pauses = { idleMs: times.idleMs, afterProblemMs: times.heartbeatMs, onProblem: deps.onProblem }

  /** What comes in between waits for the next time: moving an event costs more than keeping it, moving many as little as one. */
  function startRelay(): Task {
    const relaying = repeatWork(async () => {
      const moved = await deps.events.relay()
      if (moved > 0) for (const [name, task] of tasks) if (name !== RELAY) task.wake()
      return moved >= BITE
    }, pauses)
    return { ...relaying, lastHeldUntil: 0 }
  }

  function startCourier(subscriber: Subscriber): Task {
    const { log, deliveries: store } = deps
    let courier: Courier | undefined
    const serving = repeatWork(async () => {
      courier ??= await createCourier({ subscriber, log, store, times, now: Date.now, onProgress })
      return courier.step()
    }, pauses)
    function onProgress(): void {
      serving.wake()
    }
    return {
      ...serving,
      lastHeldUntil: 0,
      stop() {
        serving.stop()
        courier?.stop()
      },
    }
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

  const living = repeatWork(
    async () => {
      await heartbeat().catch(deps.onProblem)
      stopWhatIsLost()
      return false
    },
    { ...pauses, idleMs: times.heartbeatMs },
  )
  return {
    async stop() {
      isStopping = true
      living.stop()
      await living.ended
      const ending = [...tasks]
      stopWhatIsLost()
      await Promise.all(ending.map(([, { ended }]) => ended))
      const names = ending.map(([name]) => name)
      await deps.leases.release(names, deps.holder).catch(deps.onProblem)
    },
  }
}
