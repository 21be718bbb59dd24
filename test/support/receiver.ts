/** Somebody's server that takes webhooks: notes what comes, and answers as it is told. */
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface Delivered {
  path: string
  headers: IncomingHttpHeaders
  body: string
  /** What it was answered with. */
  status: number
}

export interface Receiver {
  url: string
  port: number
  /** All that came, refused or not, in its order. */
  delivered: Delivered[]
  stop(): Promise<void>
}

export interface Response {
  status: number
  headers?: Record<string, string>
  body?: string
}

/** @param answer 204 by default; a promise that never ends is a receiver that does not answer */
export async function startReceiver(
  answer: (delivered: Omit<Delivered, 'status'>) => Response | Promise<Response> = () => ({ status: 204 }),
): Promise<Receiver> {
  const delivered: Delivered[] = []
  const server = createServer(async (request, response) => {
    // A sender that is killed leaves half a request.
    const body = await text(request).catch(() => undefined)
    if (body === undefined) return
    const came = { path: request.url ?? '', headers: request.headers, body }
    const { status, headers = {}, body: words } = await answer(came)
    delivered.push({ ...came, status })
    response.writeHead(status, headers).end(words)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    port,
    delivered,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
