/** Many requests over few connections, each as it is given, and the answers as they come. */
import { Agent, request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import type { FuzzedRequest } from './fuzzed-requests.ts'

export interface SentAnswer {
  status: number
  headers: Headers
  text: string
}

export interface Sender {
  /** Undefined for a request that its sender has cut off. */
  send(request: FuzzedRequest): Promise<SentAnswer | undefined>
  close(): void
}

/** @param port on 127.0.0.1 */
export function createSender(port: number): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: 24 })

  function send(whole: FuzzedRequest): Promise<SentAnswer> {
    const { method, path, headers, body } = whole
    return new Promise((resolve, reject) => {
      const request = httpRequest(
        { port, host: '127.0.0.1', method, path, headers: { ...headers, ...lengthOf(body) }, agent },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: new Headers(response.headers as Record<string, string>),
              text: Buffer.concat(chunks).toString(),
            }),
          )
        },
      )
      request.on('error', (error: NodeJS.ErrnoException) => {
        // The server has closed it as idle just when it was to be used again, which is no answer to this request.
        if (request.reusedSocket && error.code === 'ECONNRESET') send(whole).then(resolve, reject)
        else reject(error)
      })
      request.end(body)
    })
  }

  return {
    send: (request) => (request.truncated ? cutOff(port, request) : send(request)),
    close: () => agent.destroy(),
  }
}

const lengthOf = (body: Buffer | undefined) => (body === undefined ? {} : { 'content-length': body.length })

/** Promises a body, sends half of it, and goes away. */
function cutOff(
  port: number,
  { method, path, headers, body = Buffer.alloc(0) }: FuzzedRequest,
): Promise<undefined> {
  return new Promise((resolve) => {
    const lines = [`${method} ${path} HTTP/1.1`, 'Host: localhost', `Content-Length: ${body.length + 10}`]
    const given = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`${[...lines, ...given].join('\r\n')}\r\n\r\n`, 'latin1')
      socket.write(body.subarray(0, body.length / 2), () => setTimeout(() => socket.destroy(), 5))
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(undefined))
  })
}
