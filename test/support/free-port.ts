/**
 * A port of 127.0.0.1 that nobody has, for a server that is told its number. It lies below the range from which the
 * system takes the ports of outgoing connections, so that none of those is on it when the server starts, or comes back.
 * Each worker of a run of the tests has ports of its own, so that no other test finds the same one in between; the
 * workers of another run at the same time, which has another parent, most likely have others.
 */
import { createServer } from 'node:net'

const FIRST = 12_000
const BLOCKS = 20
const EACH = 500

const block = (process.ppid + Number(process.env.VITEST_POOL_ID ?? 0)) % BLOCKS
const first = FIRST + block * EACH
let next = Math.floor(Math.random() * EACH)

/** @param offsets what the server listens on, counted from its port */
export async function freePort(offsets = [0]): Promise<number> {
  for (let looked = 0; looked < EACH; looked += 1) {
    const port = first + next
    next = (next + 1) % EACH
    const free = await Promise.all(offsets.map((offset) => isFree(port + offset)))
    if (free.every(Boolean)) return port
  }
  throw new Error(`No port is free from ${first} on`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
