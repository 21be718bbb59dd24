/** Holds src/oidc/engine-context.ts against the engine as it is installed. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
// @ts-expect-error the engine declares no types for what lies inside of it
import Router from 'oidc-provider/lib/helpers/router.js'
import { expect, test } from 'vitest'
import { createProvider } from '../../src/oidc/engine-context.ts'

interface Seen {
  member: PropertyDescriptor | undefined
  isCurrent: boolean
}

/** What middleware around the engine sees after each of these requests. */
async function seenAt(provider: Provider, requests: [method: string, path: string][]): Promise<Seen[]> {
  const seen: Seen[] = []
  let current: unknown
  provider.on('server_error', () => {
    current = Provider.ctx
  })
  provider.on('grant.error', () => {
    current = Provider.ctx
  })
  provider.use(async (ctx, next) => {
    current = undefined
    await next()
    const member = Object.getOwnPropertyDescriptor(ctx, 'oidc')
    seen.push({ member, isCurrent: current === ctx })
  })
  const server = createServer(provider.callback()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  for (const [method, path] of requests) await fetch(`http://127.0.0.1:${port}${path}`, { method })
  server.close()
  return seen
}

const configuration = {
  clients: [{ client_id: 'app', client_secret: 'x', redirect_uris: ['https://app.example/cb'] }],
}
const create = () => createProvider('http://localhost:3000', configuration)

test('what the engine keeps with a request is a plain member of its context, on every route', async () => {
  const seen = await seenAt(create(), [
    ['GET', '/.well-known/openid-configuration'],
    ['GET', '/jwks'],
    ['GET', '/auth'],
    ['POST', '/token'],
    ['OPTIONS', '/token'],
    ['GET', '/me'],
    ['GET', '/session/end'],
  ])
  expect(seen).toHaveLength(7)
  for (const { member } of seen) {
    expect(member?.value).toMatchObject({ entities: {} })
    expect(member?.get).toBeUndefined()
  }
})

test('the engine, left alone, makes a getter of it, and finds its context by itself either way', async () => {
  const request: [string, string][] = [['POST', '/token']]
  const [[ours], [own]] = [
    await seenAt(create(), request),
    await seenAt(new Provider('http://localhost:3000', configuration), request),
  ]
  expect(own?.member?.get).toBeInstanceOf(Function)
  expect([ours?.isCurrent, own?.isCurrent]).toEqual([true, true])
})

test('routes of an engine that is made in another way stay its own, and so they do when one cannot be made', () => {
  const before = Router.prototype.post
  create()
  expect(Router.prototype.post).toBe(before)
  expect(() => createProvider('no URL', {})).toThrow()
  expect(Router.prototype.post).toBe(before)
})
