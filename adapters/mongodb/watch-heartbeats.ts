/**
 * The driver looks after its servers by heartbeats, one at a time, and knows of a server that came back only by the
 * next one. A heartbeat can hang for good: when the server ends the connection at the moment at which the driver
 * writes to it, the driver waits for the socket to drain, without a limit, and no later heartbeat is sent (seen with
 * driver 7.9 when a server behind a proxy was killed). From then on every call fails although the server is well. So a
 * heartbeat that ends neither in success nor in failure makes the client begin anew.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { MongoClient } from 'mongodb'

/** Milliseconds for a heartbeat: far more than its connection and its answer may take by the limits of the client. */
const HUNG_MS = 5000
/** Milliseconds for which a heartbeat may lie at a server that answers when something changes. */
const AWAITED_MS = 10_000
const RETRY_MS = 250

/** @returns stops watching */
export function watchHeartbeats(client: MongoClient, hungMs = HUNG_MS): () => void {
  const pending = new Map<string, NodeJS.Timeout>()
  let stopped = false
  let reviving = false

  function ended({ address }: { address: string }): void {
    clearTimeout(pending.get(address))
    pending.delete(address)
  }

  async function revive(): Promise<void> {
    if (reviving) return
    reviving = true
    for (const address of [...pending.keys()]) ended({ address })
    await client.close().catch(() => {})
    while (!stopped) {
      const connected = await client.connect().catch(() => undefined)
      if (connected !== undefined) break
      await sleep(RETRY_MS)
    }
    reviving = false
    if (stopped) await client.close()
  }

  client.on('serverHeartbeatStarted', ({ connectionId: address, awaited }) => {
    ended({ address })
    const timer = setTimeout(() => void revive(), hungMs + (awaited ? AWAITED_MS : 0))
    pending.set(address, timer.unref())
  })
  client.on('serverHeartbeatSucceeded', ({ connectionId: address }) => ended({ address }))
  client.on('serverHeartbeatFailed', ({ connectionId: address }) => ended({ address }))
  client.on('serverClosed', ended)
  return () => {
    stopped = true
    for (const address of [...pending.keys()]) ended({ address })
  }
}
