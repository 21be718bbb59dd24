/** A way to a server on 127.0.0.1 that can be slow, be cut, or lose what the server answers. */
import { createServer, connect as dial, type Socket } from 'node:net'

export interface TcpProxy {
  readonly port: number
  /** Where it leads to from the next connection on. */
  lead(toPort: number): void
  /** Milliseconds by which all that is under way is late. */
  delay(ms: number): void
  /** From now on nothing that the server says arrives, and everything that it is sent does. */
  deafen(): void
  /** From now on nothing arrives, in either direction, on the connections that there are. */
  freeze(): void
  /** Ends every connection; the next ones are as new. */
  cut(): void
  /** Bytes that the server has said. */
  said(): number
  stop(): Promise<void>
}

export async function startTcpProxy(): Promise<TcpProxy> {
  let target = 0
  let lateness = 0
  let said = 0
  let links: { pair: Socket[]; deaf: boolean; frozen: boolean }[] = []

  const server = createServer({ noDelay: true }, (client) => {
    const upstream = dial({ host: '127.0.0.1', port: target, noDelay: true })
    const link = { pair: [client, upstream], deaf: false, frozen: false }
    links.push(link)
    pipe(client, upstream, () => !link.frozen)
    pipe(upstream, client, () => !link.frozen && !link.deaf)
    upstream.on('data', ({ length }) => {
      said += length
    })
  })

  function pipe(from: Socket, to: Socket, passes: () => boolean): void {
    from.on('data', (bytes) => {
      if (!passes()) return
      if (lateness === 0) to.write(bytes)
      else setTimeout(() => to.writable && to.write(bytes), lateness)
    })
    from.on('error', () => {})
    from.on('close', () => to.destroy())
  }

  function cut(): void {
    for (const { pair } of links) for (const socket of pair) socket.destroy()
    links = []
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    port,
    lead(toPort) {
      target = toPort
    },
    delay(ms) {
      lateness = ms
    },
    deafen() {
      for (const link of links) link.deaf = true
    },
    freeze() {
      for (const link of links) link.frozen = true
    },
    cut,
    said: () => said,
    async stop() {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
