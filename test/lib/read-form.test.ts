/** Reading a form that a browser sent, over a real socket. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FormResult, readForm } from '#lib/read-form'

const LIMIT = 100
const FORM = 'application/x-www-form-urlencoded'

let server: Server
let port: number
/** What the last request was read as. */
let lastResult: Promise<FormResult> | undefined

beforeAll(async () => {
  server = createServer(async (request, response) => {
    lastResult = readForm(request, LIMIT)
    const result = await lastResult
    response.statusCode = result.ok ? 200 : result.status
    response.end(JSON.stringify(result.ok ? [...result.fields] : result.problem))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

async function post(
  body: NonNullable<RequestInit['body']> | null,
  headers: Record<string, string> = { 'content-type': FORM },
) {
  const init = { method: 'POST', body, headers, duplex: 'half' }
  const response = await fetch(`http://127.0.0.1:${port}/`, init as RequestInit)
  return { status: response.status, answer: await response.json() }
}

/** Sends the head of a request and perhaps some of its body; answers with what comes back while it stays open. */
async function begin(headers: string[], body = ''): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(['POST / HTTP/1.1', 'Host: x', `Content-Type: ${FORM}`, ...headers, '', body].join('\r\n'))
  const [first] = (await once(socket, 'data')) as [Buffer]
  socket.destroy()
  return first.toString()
}

function streamed(...parts: string[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(new TextEncoder().encode(part))
      controller.close()
    },
  })
}

describe('a form', () => {
  it('is read as its fields, in order, with their repetitions', async () => {
    const body = 'b=2&a=1+%2B+1&a=Zo%C3%AB&empty=&bare'
    expect(await post(body)).toEqual({
      status: 200,
      answer: [
        ['b', '2'],
        ['a', '1 + 1'],
        ['a', 'Zoë'],
        ['empty', ''],
        ['bare', ''],
      ],
    })
  })

  it('may be empty', async () => {
    expect(await post('')).toEqual({ status: 200, answer: [] })
    expect(await post(null)).toEqual({ status: 200, answer: [] })
  })

  it('survives bytes that are no text', async () => {
    expect(await post('a=%FF%00')).toEqual({ status: 200, answer: [['a', '\ufffd\0']] })
  })

  it.each([FORM, `${FORM};charset=UTF-8`, `${FORM} ; charset=utf-8`, 'Application/X-WWW-Form-Urlencoded'])(
    'may say that it is %s',
    async (type) =>
      expect(await post('a=1', { 'content-type': type })).toEqual({ status: 200, answer: [['a', '1']] }),
  )
})

describe('another content type', () => {
  it.each([
    'application/json',
    'multipart/form-data; boundary=x',
    'text/plain',
    `${FORM}x`,
    `text/plain;${FORM}`,
    ' ',
  ])('is refused with 415: %s', async (type) =>
    expect(await post('a=1', { 'content-type': type })).toMatchObject({ status: 415 }),
  )

  it('is refused where none is named', async () => {
    expect(await post(Buffer.from('a=1'), {})).toMatchObject({ status: 415 })
  })
})

describe('a compressed form', () => {
  it.each(['gzip', 'deflate', 'br', 'GZIP', 'identity, gzip'])(
    'is refused with 415, since it may unpack to anything: %s',
    async (encoding) => {
      const headers = { 'content-type': FORM, 'content-encoding': encoding }
      expect(await post(gzipSync('a=1'), headers)).toMatchObject({ status: 415 })
    },
  )
})

describe('the limit', () => {
  const exactly = `a=${'x'.repeat(LIMIT - 2)}`

  it('lets through what is just as long', async () => {
    expect(await post(exactly)).toMatchObject({ status: 200 })
    expect(await post(streamed(exactly))).toMatchObject({ status: 200 })
  })

  it('stops what is one byte longer with 413', async () => {
    const longer = { status: 413, answer: `the body is larger than ${LIMIT} bytes` }
    expect(await post(`${exactly}x`)).toEqual(longer)
    expect(await post(streamed(exactly, 'x'))).toEqual(longer)
  })

  it('counts bytes, not characters', async () => {
    expect(await post(`a=${'é'.repeat(LIMIT / 2)}`)).toMatchObject({ status: 413 })
  })

  it('is told before anything is read, where the length is', async () => {
    expect(await begin([`Content-Length: ${10 ** 9}`])).toMatch(/^HTTP\/1\.1 413 /)
  })

  it('is told as soon as it is passed, where the length is not', async () => {
    const chunk = `${(LIMIT + 1).toString(16)}\r\n${'x'.repeat(LIMIT + 1)}\r\n`
    expect(await begin(['Transfer-Encoding: chunked'], chunk)).toMatch(/^HTTP\/1\.1 413 /)
  })
})

describe('a form that breaks off', () => {
  it('is a bad request, not half a form', async () => {
    lastResult = undefined
    const socket = connect(port, '127.0.0.1')
    socket.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Type: ${FORM}\r\nContent-Length: 50\r\n\r\na=1&b`)
    while (lastResult === undefined) await new Promise((resolve) => setTimeout(resolve, 5))
    socket.destroy()
    expect(await lastResult).toEqual({ ok: false, status: 400, problem: 'the body could not be read' })
  })
})
