/** Stopping the real server: everything that was begun is answered, and nothing is left behind. */
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import {
  endAllAfterwards,
  type Home,
  isAlive,
  makeHome,
  ROOT,
  type ServerProcess,
  startProcess,
  startServer,
  within,
} from './server-process.ts'

endAllAfterwards()

/** What a supervisor waits for (contract, "Configuration"). */
const STOP_MS = 10_000
const BODY = 'grant_type=authorization_code&code=none'

/** A request of which half has been sent. */
async function beginRequest({ port }: Home): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const head = ['POST /oauth/token HTTP/1.1', 'Host: localhost', `Content-Length: ${BODY.length}`]
  socket.write(
    [...head, 'Content-Type: application/x-www-form-urlencoded', '', BODY.slice(0, 10)].join('\r\n'),
  )
  return socket
}

/** A connection that has had an answer and waits for what its owner may ask next. */
async function stayConnected({ port }: Home): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.write('GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await once(socket, 'data')
  return socket
}

/** Resolves when what was sent before has been read: whoever asks later is answered later. */
async function arrival(home: Home): Promise<void> {
  ;(await stayConnected(home)).destroy()
}

/** Resolves when the server takes no connection any more. */
async function closing({ port }: Home): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    const isTaken = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (!isTaken) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function timeToEnd({ ended }: ServerProcess): Promise<{ code: number | null; ms: number }> {
  const startedAt = performance.now()
  const code = await ended
  return { code, ms: performance.now() - startedAt }
}

/** `npm start`, with nothing in it but our own settings, whatever the checkout's settings file says. */
async function npmStart(): Promise<{ server: ServerProcess; home: Home; pid: number }> {
  const none = Object.fromEntries(
    ['MONGODB_URI', 'REDIS_URL', 'SECRETS_KEY', 'ISSUER', 'HOST'].map((name) => [name, '']),
  )
  const home = await makeHome({ ...none, npm_config_update_notifier: 'false' })
  const server = startProcess(home, { run: ['npm', 'start'], cwd: ROOT })
  await server.ready()
  const { pid } = server.child
  return { server, home, pid: pid ?? expect.fail('npm did not start') }
}

/** Resolves when no process of the group is left. */
async function groupGone(pid: number): Promise<void> {
  while (isAlive(-pid)) await new Promise((resolve) => setTimeout(resolve, 20))
}

describe.concurrent('a signal to stop', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    '%s lets the server answer what is in flight, and ends it well',
    async (signal) => {
      const home = await makeHome()
      const server = await startServer(home)
      const busy = await beginRequest(home)
      const kept = await stayConnected(home)
      server.child.kill(signal)
      await closing(home)
      busy.write(BODY.slice(10))
      const [answer] = (await once(busy, 'data')) as [Buffer]
      expect(answer.toString()).toMatch(/^HTTP\/1\.1 400 [\s\S]*"error":"invalid_request"/)
      const { code, ms } = await timeToEnd(server)
      expect(code).toBe(0)
      // Well below the time for which a connection is kept open for further requests.
      expect(ms).toBeLessThan(4000)
      kept.destroy()
    },
  )

  it('is not held up by a request that never ends', async () => {
    const home = await makeHome()
    const server = await startServer(home)
    const busy = await beginRequest(home)
    busy.on('error', () => {})
    await arrival(home)
    const end = timeToEnd(server)
    server.child.kill('SIGTERM')
    const { code, ms } = await end
    expect(code).toBe(0)
    expect(ms).toBeLessThan(STOP_MS)
  })

  it('is not held up by a mail that its server does not take', async () => {
    const silent = createServer()
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as AddressInfo
    const begun = once(silent, 'connection')
    const home = await makeHome({ SMTP_URL: `smtp://127.0.0.1:${port}`, RATE_LIMIT: 'off' })
    const server = await startServer(home)
    const body = JSON.stringify({ email: 'ada@example.com', password: 'correct horse battery' })
    const headers = { 'content-type': 'application/json' }
    expect((await fetch(`${home.issuer}/auth/signup`, { method: 'POST', body, headers })).status).toBe(201)
    await begun
    const end = timeToEnd(server)
    server.child.kill('SIGTERM')
    const { code, ms } = await end
    expect(code).toBe(0)
    expect(ms).toBeLessThan(STOP_MS)
    silent.close()
  })

  it('ends the server well while it is starting', async () => {
    const home = await makeHome()
    const server = startProcess(home)
    while (!existsSync(home.dataDir)) await new Promise((resolve) => setTimeout(resolve, 2))
    server.child.kill('SIGTERM')
    expect(await server.ended).toBe(0)
    expect(server.stderr()).not.toContain('cannot start')
    expect(await (await startServer(home)).stop()).toBe(0)
  })

  it('ends the server well however often it comes', async () => {
    const server = await startServer(await makeHome())
    for (let times = 0; times < 3; times += 1) server.child.kill('SIGTERM')
    expect(await server.ended).toBe(0)
  })

  it.runIf(process.platform !== 'win32').each([
    ['its process', 1],
    ['its process group', -1],
  ])('to npm start ends everything well, sent to %s', async (_whom, sign) => {
    const { server, home, pid } = await npmStart()
    expect((await fetch(`${home.issuer}/health`)).status).toBe(200)
    process.kill(sign * pid, 'SIGTERM')
    expect(await within(STOP_MS, server.ended, 'npm did not end')).toBe(0)
    await within(STOP_MS, groupGone(pid), 'something was left running')
    await expect(fetch(`${home.issuer}/health`)).rejects.toThrow()
  })
})
