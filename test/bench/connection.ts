/** One kept-alive connection that carries one request at a time, as cheaply for the driver as can be. */
import { Client } from 'undici'

export interface HttpRequest {
  method: 'GET' | 'POST'
  path: string
  headers?: Record<string, string>
  body?: string
}

export interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

export interface Connection {
  send(request: HttpRequest): Promise<Answer>
  close(): Promise<void>
}

const TIMEOUT_MS = 20_000

export function openConnection(origin: string): Connection {
  const client = new Client(origin, { headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS })
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        let status = 0
        let headers: Answer['headers'] = {}
        const chunks: Buffer[] = []
        client.dispatch(request, {
          onRequestStart() {},
          onResponseStart(_controller, code, received) {
            status = code
            headers = received
          },
          onResponseData(_controller, chunk) {
            chunks.push(chunk)
          },
          onResponseEnd() {
            resolve({ status, headers, body: Buffer.concat(chunks).toString() })
          },
          onResponseError(_controller, error) {
            reject(error)
          },
        })
      }),
    close: () => client.destroy(),
  }
}

/** Any other answer than the expected one ends the bench, saying what it was. */
export async function sendExpecting(
  connection: Connection,
  request: HttpRequest,
  expected: { status: number; including?: string },
): Promise<Answer> {
  const answer = await connection.send(request)
  const { status, including = '' } = expected
  if (answer.status !== status || !answer.body.includes(including)) {
    throw new Error(
      `${request.method} ${request.path} answered ${answer.status} ${answer.body.slice(0, 500)}, ` +
        `where ${status} ${including} was expected`,
    )
  }
  return answer
}

export function formPost(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  return {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(fields).toString(),
  } as const satisfies HttpRequest
}
