/** A small app of somebody else's, at another origin than the provider, with pages that people see. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as client from 'openid-client'
import type { ClientInput } from '#domain/clients'
import type { RunningApp } from '../support/start-app.ts'

export interface SmallApp {
  /** At 127.0.0.1, while the provider is at localhost: another site to a browser. */
  url: string
  clientId: string
  /** Where its sign-in begins; further parameters go into the authorization request. */
  signInUrl(parameters?: Record<string, string>): string
  signOutUrl(): string
  /** Where people end who came back with an answer that was found good. */
  homeUrl: string
  stop(): Promise<void>
}

interface Begun {
  codeVerifier: string
  nonce: string
}

/** @param onward whether the callback sends people on to a third origin, as apps with a page elsewhere do */
export async function startSmallApp(
  provider: RunningApp,
  { onward = false, ...registration }: Partial<ClientInput> & { onward?: boolean } = {},
): Promise<SmallApp> {
  const third = await listen((_request, response) => show(response, 'Welcome, from a third origin'))
  let handle: (request: IncomingMessage, response: ServerResponse) => Promise<void> = async () => {}
  const own = await listen((request, response) => {
    handle(request, response).catch((error: Error) => show(response, `Failed: ${error.message}`, 500))
  })
  const url = `http://127.0.0.1:${own.port}`
  const homeUrl = onward ? `http://localhost:${third.port}/home` : `${url}/home`
  const registered = await provider.core.clients.register({
    name: 'Small app',
    redirectUris: [`${url}/callback`],
    postLogoutRedirectUris: [`${url}/bye`],
    ...registration,
  })
  const { id: clientId } = registered.client
  const config = await client.discovery(
    new URL(provider.issuer),
    clientId,
    registered.secret ?? undefined,
    undefined,
    {
      execute: [client.allowInsecureRequests],
    },
  )
  handle = appHandler(config, url, homeUrl)
  return {
    url,
    clientId,
    homeUrl,
    signInUrl: (parameters = {}) => `${url}/sign-in?${new URLSearchParams(parameters)}`,
    signOutUrl: () => `${url}/sign-out`,
    stop: async () => {
      await Promise.all([own.stop(), third.stop()])
    },
  }
}

function appHandler(config: client.Configuration, url: string, homeUrl: string) {
  const begun = new Map<string, Begun>()

  async function signIn(parameters: URLSearchParams, response: ServerResponse): Promise<void> {
    const codeVerifier = client.randomPKCECodeVerifier()
    const state = client.randomState()
    const nonce = client.randomNonce()
    begun.set(state, { codeVerifier, nonce })
    const target = client.buildAuthorizationUrl(config, {
      redirect_uri: `${url}/callback`,
      scope: 'openid email',
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      ...Object.fromEntries(parameters),
    })
    response.writeHead(302, { location: target.href }).end()
  }

  /** By query, or by a form that the provider's page sends. */
  async function callback(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const current = new URL(request.url ?? '', url)
    const body = request.method === 'POST' ? (await request.toArray()).join('') : undefined
    const answer = body === undefined ? current.searchParams : new URLSearchParams(body)
    const expectedState = answer.get('state') ?? ''
    const { codeVerifier, nonce } = begun.get(expectedState) ?? { codeVerifier: '', nonce: '' }
    begun.delete(expectedState)
    const init = {
      method: 'POST',
      body: body ?? null,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }
    try {
      await client.authorizationCodeGrant(config, body === undefined ? current : new Request(current, init), {
        expectedState,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
      })
      response.writeHead(302, { location: homeUrl, 'set-cookie': 'person=known; HttpOnly' }).end()
    } catch (error) {
      const { error: code, message } = error as { error?: string; message: string }
      // An answer that came before, as the back button brings it: the person is in already.
      if (code === undefined && isKnown(request)) response.writeHead(302, { location: homeUrl }).end()
      else show(response, `No sign-in: ${code ?? message}`)
    }
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '', url)
    if (pathname === '/sign-in') await signIn(searchParams, response)
    else if (pathname === '/callback') await callback(request, response)
    else if (pathname === '/home') show(response, 'Welcome')
    else if (pathname === '/bye') show(response, 'Goodbye')
    else if (pathname === '/sign-out') {
      const target = client.buildEndSessionUrl(config, { post_logout_redirect_uri: `${url}/bye` })
      response.writeHead(302, { location: target.href }).end()
    } else response.writeHead(404).end()
  }
}

function isKnown(request: IncomingMessage): boolean {
  return request.headers.cookie?.includes('person=known') === true
}

function show(response: ServerResponse, heading: string, status = 200): void {
  response.writeHead(status, { 'content-type': 'text/html' })
  response.end(`<!doctype html><title>App</title><link rel="icon" href="data:,"><h1>${heading}</h1>`)
}

async function listen(handler: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(handler)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stop = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { port: (server.address() as AddressInfo).port, stop }
}
