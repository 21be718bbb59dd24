/** The end of the table of routes: a path that exists but not with this method, or a path that does not exist. */
import type { RouterContext } from '@koa/router'
import type { Middleware } from 'koa'
import type { FrameOf } from '../frame.ts'
import { answer } from './error-responder.ts'
import { requireMethod } from './refusal.ts'

export function unanswered(frameOf: FrameOf): Middleware {
  return async (ctx) => {
    const methods = methodsOfPath(ctx as RouterContext)
    if (methods.length > 0) requireMethod(ctx, methods)
    answer(ctx, frameOf, {
      status: 404,
      code: 'not_found',
      message: 'The address may be mistyped, or the page has moved.',
    })
  }
}

/** What the routers would have answered at this path. */
function methodsOfPath({ matched = [] }: Partial<RouterContext>): string[] {
  return [...new Set(matched.flatMap(({ methods }) => methods))]
}
