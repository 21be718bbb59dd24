/**
 * The demo app: an honest relying party, and an honest resource server beside it. It knows nothing of the provider
 * but its URL and a client id and secret, and reaches it over HTTP like any other app; only its registration is made
 * for it (register.ts). Outside production only.
 */
import type { Middleware } from 'koa'
import { createProtectedApi } from './protected-api.ts'
import { createRelyingParty } from './relying-party.ts'
import { createDemoRoutes } from './routes.ts'
import { createDemoSessions } from './sessions.ts'

export { DEMO_SCOPE, demoResource, registerDemo } from './register.ts'

export interface DemoSettings {
  issuer: string
  clientId: string
  clientSecret: string
  stylesheet: string
}

/** Answers below `/demo`. */
export function createDemo(settings: DemoSettings): Middleware {
  const { issuer, stylesheet } = settings
  const secure = issuer.startsWith('https:')
  const sessions = createDemoSessions(secure)
  const relyingParty = createRelyingParty(settings)
  const api = createProtectedApi(issuer)
  return createDemoRoutes({ issuer, stylesheet, sessions, relyingParty, api }).routes() as Middleware
}
