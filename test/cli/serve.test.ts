/** The command line beside the server: it starts it, and works while it runs. */
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { freePort } from '../support/free-port.ts'
import { type CommandLine, openCommandLine, start } from './command-line.ts'

let line: CommandLine
afterEach(() => line.remove())

/** Goes on reading what it says, which it would otherwise be stopped by. */
async function untilReady(server: ReturnType<typeof start>): Promise<void> {
  let said = ''
  await new Promise<void>((resolve, reject) => {
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (said.includes('ready at')) resolve()
    })
    server.once('close', () => reject(new Error(said)))
  })
}

test('what is made while the server runs works there at once', async () => {
  const port = await freePort()
  line = await openCommandLine({ PORT: String(port), LOG_LEVEL: 'silent', NODE_ENV: 'production' })
  const server = start(['serve'], { cwd: line.folder, env: line.environment })
  const ended = once(server, 'close')
  try {
    await untilReady(server)
    const issuer = `http://localhost:${port}`
    const resource = 'https://api.example'
    await line.json(['resource', 'create', '--uri', resource, '--scope', 'read'])
    const { client_id, client_secret } = await line.json([
      ...['client', 'create', '--name', 'Job', '--grant', 'client_credentials', '--resource', resource],
    ])
    const discovery = await fetch(`${issuer}/.well-known/openid-configuration`)
    const { token_endpoint } = (await discovery.json()) as { token_endpoint: string }
    const ask = (secret: unknown) =>
      fetch(token_endpoint, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${client_id}:${secret}`)}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', resource, scope: 'read' }),
      })
    expect((await ask(client_secret)).status).toBe(200)
    const rotated = await line.json(['client', 'rotate-secret', String(client_id)])
    expect((await ask(rotated.client_secret)).status).toBe(200)
    expect((await ask(client_secret)).status).toBe(200)
    expect((await ask('gcs_wrong')).status).toBe(401)
  } finally {
    server.kill('SIGTERM')
    await ended
  }
  expect(await ended).toEqual([0, null])
})

test('a server that cannot listen ends with exit code 1', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  line = await openCommandLine({ PORT: String((taken.address() as AddressInfo).port), LOG_LEVEL: 'silent' })
  expect(await line.refused(['serve'])).toMatch(/PORT \d+ on 127\.0\.0\.1 is in use/)
  taken.close()
})
