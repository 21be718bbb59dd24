/**
 * The JSON APIs: one folder per surface, each a table of routes over the same core. A surface translates names and
 * shapes; it signs no token, checks no password and touches no store. The same routes are the OpenAPI document.
 */
import type { Middleware } from 'koa'
import type { Limits } from '#domain/limits'
import type { Logger } from '#lib/logger'
import type { Oidc } from '#oidc'
import type { RequestState } from '../middleware/request-context.ts'
import { accountSurface } from './account/routes.ts'
import type { ApiCore } from './api-core.ts'
import { authSurface } from './auth/routes.ts'
import { createApis } from './create-apis.ts'
import { createBearerGuard } from './guard.ts'
import { meSurface } from './me/routes.ts'
import { profileSurface } from './profile/routes.ts'
import type { Surface } from './surface.ts'
import { tenantSurfaces } from './tenant/routes.ts'

export interface ApisDependencies extends Omit<ApiCore, 'guard' | 'tokens' | 'tenantTokens'> {
  oidc: Oidc
  corsOrigins: string[]
  limits: Limits
  log: Logger
}

export function createSurfaces(deps: ApisDependencies): {
  surfaces: Surface[]
  middleware: Middleware<RequestState>
} {
  const { tokens, tenantTokens } = deps.oidc
  const guard = createBearerGuard({ ...deps, tokens })
  const core: ApiCore = { ...deps, tokens, tenantTokens, guard }
  const surfaces = [
    ...tenantSurfaces(core),
    authSurface(core),
    profileSurface(core),
    meSurface(core),
    accountSurface(core),
  ]
  return { surfaces, middleware: createApis({ ...deps, guard }, surfaces) }
}
