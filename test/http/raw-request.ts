/** HTTP by hand: requests that no client library would send, and answers as they come over the socket. */
import { connect } from 'node:net'

export interface RawRequest {
  method?: string
  /** As it stands in the request line, checked by nobody. */
  path: string
  headers?: Record<string, string> | [name: string, value: string][]
  /** Sent with its length, unless the headers say how. */
  body?: string | Buffer
}

export interface RawAnswer {
  status: number
  /** By lower-case name; what came several times is joined by line breaks. */
  headers: Map<string, string>
  body: string
  /** All of it, as it came. */
  text: string
}

const ANSWER_MS = 30_000

/** @param port on 127.0.0.1 */
export function sendRaw(port: number, request: RawRequest): Promise<RawAnswer> {
  return sendBytes(port, toBytes(port, request))
}

/** @throws when no whole answer came in time: the server hangs */
export async function sendBytes(port: number, bytes: Buffer, { end = false } = {}): Promise<RawAnswer> {
  const text = await exchange(port, bytes, end)
  return parse(text)
}

function toBytes(port: number, { method = 'GET', path, headers = {}, body }: RawRequest): Buffer {
  const given = Array.isArray(headers) ? headers : Object.entries(headers)
  const has = (name: string) => given.some(([other]) => other.toLowerCase() === name)
  const lines = [
    `${method} ${path} HTTP/1.1`,
    ...(has('host') ? [] : [`Host: localhost:${port}`]),
    ...(has('connection') ? [] : ['Connection: close']),
    ...given.map(([name, value]) => `${name}: ${value}`),
  ]
  const content = typeof body === 'string' ? Buffer.from(body) : (body ?? Buffer.alloc(0))
  if (body !== undefined && !has('content-length') && !has('transfer-encoding')) {
    lines.push(`Content-Length: ${content.length}`)
  }
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), content])
}

function exchange(port: number, bytes: Buffer, end: boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect(port, '127.0.0.1')
    const text = () => Buffer.concat(chunks).toString('latin1')
    const finish = () => {
      clearTimeout(patience)
      socket.destroy()
      if (chunks.length === 0) reject(new Error('the server closed without an answer'))
      else resolve(text())
    }
    const patience = setTimeout(() => {
      socket.destroy()
      reject(
        new Error(`no whole answer within ${ANSWER_MS} ms, only ${JSON.stringify(text().slice(0, 300))}`),
      )
    }, ANSWER_MS)
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('close', finish)
    // A server that has answered may cut off what it no longer reads.
    socket.on('error', () => {})
    if (end) socket.end(bytes)
    else socket.write(bytes)
  })
}

function parse(whole: string): RawAnswer {
  const text = whole.replace(/^HTTP\/1\.1 100 [^\r]*\r\n\r\n/, '')
  const cut = text.indexOf('\r\n\r\n')
  const [statusLine = '', ...lines] = text.slice(0, cut < 0 ? undefined : cut).split('\r\n')
  const headers = new Map<string, string>()
  for (const line of lines) {
    const name = line.slice(0, line.indexOf(':')).toLowerCase()
    const value = line.slice(line.indexOf(':') + 1).trim()
    headers.set(name, headers.has(name) ? `${headers.get(name)}\n${value}` : value)
  }
  const content = cut < 0 ? '' : text.slice(cut + 4)
  const body = headers.get('transfer-encoding') === 'chunked' ? joinChunks(content) : content
  return {
    status: Number(statusLine.split(' ')[1]),
    headers,
    body: Buffer.from(body, 'latin1').toString(),
    text,
  }
}

function joinChunks(content: string): string {
  let joined = ''
  for (let rest = content; rest !== ''; ) {
    const line = rest.slice(0, rest.indexOf('\r\n'))
    const size = Number.parseInt(line, 16)
    if (!(size > 0)) return joined
    joined += rest.slice(line.length + 2, line.length + 2 + size)
    rest = rest.slice(line.length + 4 + size)
  }
  return joined
}
