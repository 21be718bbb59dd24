/**
 * Ways in over HTTP: parse, call, present; no rule of the product lives here. The mount table below is the one place
 * that says which path is whose, in order.
 */
import Koa from 'koa'
import type { Accounts } from '#domain/accounts'
import type { Limits } from '#domain/limits'
import type { OneTimeTokens } from '#domain/one-time-tokens'
import type { Sessions } from '#domain/sessions'
import type { SignIn } from '#domain/sign-in'
import type { SecretChecker, Tenants } from '#domain/tenants'
import type { Logger } from '#lib/logger'
import type { Secrets } from '#lib/secrets'
import type { Oidc } from '#oidc'
import { type AccountPagesDependencies, createAccountPages } from './account/index.ts'
import { createSurfaces } from './apis/index.ts'
import type { Assets } from './assets.ts'
import type { Branding } from './branding.ts'
import { createFrameOf } from './frame.ts'
import { bodyLimit } from './middleware/body-limit.ts'
import { createCsrf, formsFromOwnPages } from './middleware/csrf.ts'
import { errorResponder } from './middleware/error-responder.ts'
import { READING, requireMethod } from './middleware/refusal.ts'
import { type RequestState, requestContext } from './middleware/request-context.ts'
import { securityHeaders } from './middleware/security-headers.ts'
import { unanswered } from './middleware/unanswered.ts'
import { userCodeBudget } from './middleware/user-code-budget.ts'
import { documentation } from './openapi/index.ts'
import { type HealthDependencies, health } from './ops/health.ts'
import { createPageCookies } from './pages/cookies.ts'
import { errorCodePages } from './pages/error-codes.ts'
import { createPages } from './pages/index.ts'
import { machineProtocol, protocol } from './protocol.ts'

export { type Assets, loadAssets } from './assets.ts'
export { createBranding } from './branding.ts'
export { createFrameOf, type FrameOf } from './frame.ts'
export { createProtocolPages } from './pages/protocol-pages.ts'

export interface HttpDependencies
  extends Pick<AccountPagesDependencies, 'clients' | 'consents' | 'factors' | 'personalData'> {
  issuer: string
  trustProxy: number | string[]
  corsOrigins: string[]
  accounts: Accounts
  signIn: SignIn
  sessions: Sessions
  tenants: Tenants
  secretChecker: SecretChecker
  oidc: Oidc
  secrets: Secrets
  limits: Limits
  oneTimeTokens: OneTimeTokens
  assets: Assets
  branding: Branding
  checks: HealthDependencies['checks']
  /** What answers below `/demo`, and where `/` leads; absent in production. */
  demo?: Koa.Middleware
  log: Logger
}

export function createHttp(deps: HttpDependencies): Koa<RequestState> {
  const { assets, branding, issuer, log, oidc } = deps
  const frameOf = createFrameOf(assets)
  const csrf = createCsrf(deps.secrets)
  const cookies = createPageCookies(issuer.startsWith('https:'))
  const pages = createPages({ ...deps, csrf, cookies, frameOf, interactions: oidc.interactions })
  const account = createAccountPages({ ...deps, csrf, frameOf })
  const apis = createSurfaces(deps)
  const app = new Koa<RequestState>()
  app.silent = true
  app.on('error', (error) => log.error({ err: error }, 'a request failed outside its handler'))

  app.use(requestContext(log, deps.trustProxy))
  app.use(securityHeaders(issuer.startsWith('https:')))
  app.use(errorResponder(log, frameOf))
  app.use(machineProtocol(oidc))
  app.use(health({ checks: deps.checks }))
  // Before whatever refuses a request by itself: each surface tells errors in a format of its own.
  app.use(apis.middleware)
  app.use(bodyLimit)
  app.use(formsFromOwnPages(issuer))
  app.use(assets.serve)
  app.use(branding.serve)
  app.use(userCodeBudget(deps.limits))
  app.use(protocol(oidc))
  app.use(documentation(issuer, apis.surfaces))
  app.use(errorCodePages(frameOf))
  app.use(pages.routes())
  app.use(account.routes())
  if (deps.demo !== undefined) app.use(deps.demo)
  app.use(front(deps))
  app.use(unanswered(frameOf))
  return app
}

/** Where a newcomer lands: the demo app, and in production their own account. */
function front({ issuer, demo }: HttpDependencies): Koa.Middleware {
  return async (ctx, next) => {
    if (ctx.path !== '/') return next()
    requireMethod(ctx, READING)
    ctx.redirect(`${issuer}${demo === undefined ? '/account' : '/demo'}`)
  }
}
