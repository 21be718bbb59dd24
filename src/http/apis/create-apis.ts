/**
 * The way of every request through the JSON APIs: path and method, caller, body, handler, answer; and whatever goes
 * wrong on it, in the format of the surface it was sent to.
 */
import type { Context, Middleware, ParameterizedContext } from 'koa'
import type { Limits } from '#domain/limits'
import type { Logger } from '#lib/logger'
import type { EngineAnswer, Oidc } from '#oidc'
import { logFailure } from '../middleware/error-responder.ts'
import { dropMalformedOrigin } from '../middleware/malformed-origin.ts'
import { Refusal, requireMethod } from '../middleware/refusal.ts'
import { originOf, type RequestState } from '../middleware/request-context.ts'
import { answerOptions, tellOrigin } from './cors.ts'
import type { Call, Guard, Route } from './define-route.ts'
import { type BearerGuard, tokenOf } from './guard.ts'
import { challenge, toProblem } from './problem.ts'
import { spendRequest } from './rate-limit.ts'
import { readRequest } from './read-request.ts'
import { createRouteTable, type Match } from './route-table.ts'
import type { Problem, Surface } from './surface.ts'
import { createCheck } from './validate.ts'

type ApiContext = ParameterizedContext<RequestState>

export interface ApiDependencies {
  issuer: string
  corsOrigins: string[]
  oidc: Pick<Oidc, 'forward'>
  guard: BearerGuard
  limits: Pick<Limits, 'spend'>
  log: Logger
}

/** @param surfaces where one's base lies within another's, the inner one first */
export function createApis(deps: ApiDependencies, surfaces: Surface[]): Middleware<RequestState> {
  const { issuer, corsOrigins, log } = deps
  const find = createRouteTable(surfaces)
  const answer = createAnswer(deps, surfaces)

  return async (ctx, next) => {
    const match = find(ctx.method, ctx.path)
    if (match === undefined) return next()
    const { surface, route, methods } = match
    // A person who follows a broken link is shown a page.
    if (methods.length === 0 && ctx.accepts('json', 'html') === 'html') return next()
    ctx.set('Cache-Control', 'no-store')
    try {
      if (ctx.method !== 'OPTIONS') await spendRequest(deps.limits, ctx)
      if (methods.length === 0) throw new Refusal(404, 'not_found', 'There is nothing at this path')
      if (ctx.method === 'OPTIONS') {
        dropMalformedOrigin(ctx.req)
        const asked = find(ctx.get('Access-Control-Request-Method'), ctx.path)?.route
        return answerOptions(ctx, methods, corsOrigins, asked)
      }
      if (route === undefined) return requireMethod(ctx, [...methods, 'OPTIONS'])
      await answer(ctx, match, route)
    } catch (error) {
      const problem = toProblem(error, { issuer, surface, ...(route && { route }) })
      if (problem.status >= 500) logFailure(log, ctx, error)
      tell(ctx, surface, problem)
    } finally {
      // Where the engine answers, it decides by the client whether its page may read the answer.
      if (ctx.method !== 'OPTIONS' && route?.answer.by !== 'engine') tellOrigin(ctx, corsOrigins)
    }
  }
}

function tell(ctx: Context, surface: Surface, problem: Problem): void {
  ctx.status = problem.status
  ctx.set(problem.headers)
  ctx.body = surface.errors.present(problem, Date.now())
}

function createAnswer({ issuer, oidc, guard }: ApiDependencies, surfaces: Surface[]) {
  const checks = new Map(
    surfaces.flatMap(({ routes }) =>
      routes.flatMap((route) => (route.request ? [[route, createCheck(route.request)] as const] : [])),
    ),
  )

  function callerOf(ctx: ApiContext, required: Guard) {
    if (required.kind !== 'bearer') return undefined
    const url = issuer + ctx.path
    const sent = { authorization: ctx.get('Authorization'), proof: ctx.get('DPoP'), method: ctx.method, url }
    return guard.check(sent, required)
  }

  async function bodyOf(ctx: ApiContext, route: Route): Promise<unknown> {
    if (route.request === undefined) return undefined
    const body = await readRequest(ctx.req, route.request)
    checks.get(route)?.(body)
    return body
  }

  return async (ctx: ApiContext, { surface, params }: Match, route: Route): Promise<void> => {
    const { answer, success } = route
    const caller = await callerOf(ctx, route.guard)
    const body = await bodyOf(ctx, route)
    const origin = originOf(ctx)
    if (answer.by === 'engine') {
      dropMalformedOrigin(ctx.req)
      const forwarded = {
        endpoint: answer.endpoint,
        path: route.path,
        fields: parametersIn(body),
        isOfPage: true,
      }
      const told = await oidc.forward(ctx, origin, forwarded)
      if (told.status >= 400) return tell(ctx, surface, problemIn(issuer, told))
      ctx.body = success.schema === undefined ? null : told.body
    } else {
      const authorization = ctx.get('Authorization')
      const call = { body, params, caller, bearer: tokenOf(authorization), authorization, origin }
      ctx.body = (await answer.handle({ ...call, forward: forwardFrom(ctx) } as Call<unknown, Guard>)) ?? null
    }
    ctx.status = success.status
  }

  function forwardFrom(ctx: ApiContext): Call<unknown, Guard>['forward'] {
    return (request) => oidc.forward(ctx, originOf(ctx), { ...request, path: ctx.path })
  }
}

/** What a protocol endpoint can take; it knows no other values, and ignores what it does not know. */
function parametersIn(body: unknown): Record<string, string | string[]> {
  const known = Object.entries(body as object).flatMap(([name, value]) => {
    const values: unknown[] = [value].flat()
    if (values.length === 0 || !values.every((each) => typeof each === 'string')) return []
    // One value is no list, as in a form.
    return [[name, values.length === 1 ? values[0] : values]]
  })
  return Object.fromEntries(known)
}

function problemIn(issuer: string, { status, body }: EngineAnswer): Problem {
  const { error = 'server_error', error_description: message = 'The request could not be answered' } = body
  const headers = status === 401 ? challenge(issuer, 'Basic') : {}
  return { status, code: String(error), message: String(message), headers }
}
