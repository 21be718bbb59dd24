/** What stands before several nodes: gives each request to the next of them, whoever sent it. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface RoundRobin {
  port: number
  /** Requests that each node was given so far. */
  given: number[]
  /** From now on. */
  lead(toPorts: number[]): void
  stop(): Promise<void>
}

/** Where to is said by `lead`. A node that cannot be reached is 502, which no node answers by itself. */
export async function startRoundRobin(): Promise<RoundRobin> {
  let ports: number[] = []
  let next = 0
  const given: number[] = []

  function pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const turn = next % ports.length
    next += 1
    given[turn] = (given[turn] ?? 0) + 1
    const { method, url, headers } = incoming
    // A connection for each: one that was kept may be closed by the node just as it is used again.
    const onward = request({
      host: '127.0.0.1',
      port: ports[turn],
      method,
      path: url,
      headers: { ...headers, connection: 'close' },
      agent: false,
    })
    onward.on('response', (answer) => {
      const { connection: _, ...rest } = answer.headers
      outgoing.writeHead(answer.statusCode ?? 502, rest)
      answer.pipe(outgoing)
    })
    onward.on('error', () => {
      if (!outgoing.headersSent) outgoing.writeHead(502)
      outgoing.end()
    })
    outgoing.on('close', () => onward.destroy())
    incoming.pipe(onward)
  }

  const server = createServer(pass)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    given,
    lead(toPorts) {
      ports = toPorts
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
