/** The one place where errors become answers, and where what went wrong is logged. */
import type { Context, Middleware } from 'koa'
import { DomainError, type ErrorKind } from '#domain/errors'
import type { Logger } from '#lib/logger'
import { errorPage } from '#views/pages/error'
import { type FrameOf, sendPage } from '../frame.ts'
import { Refusal } from './refusal.ts'
import { loggedPath } from './request-context.ts'

export const STATUS: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  expired: 410,
  locked: 423,
  rate_limited: 429,
  unavailable: 503,
}

export function errorResponder(log: Logger, frameOf: FrameOf): Middleware {
  return async (ctx, next) => {
    try {
      await next()
    } catch (error) {
      if (error instanceof Refusal) {
        ctx.set(error.headers)
        answer(ctx, frameOf, error)
        return
      }
      const told = error instanceof DomainError ? error : undefined
      const status = told === undefined ? 500 : STATUS[told.kind]
      if (status >= 500) logFailure(log, ctx, error)
      const wait = told?.retryAfterSeconds ?? (told?.kind === 'unavailable' ? 1 : undefined)
      if (wait !== undefined) ctx.set('Retry-After', String(wait))
      answer(ctx, frameOf, {
        status,
        code: told?.code ?? 'server_error',
        message: told?.message ?? 'Something went wrong on our side. Trying again may help.',
      })
    }
  }
}

export function logFailure(log: Logger, { method, path, state }: Context, error: unknown): void {
  log.error({ err: error, requestId: state.requestId, method, path: loggedPath(path) }, 'a request failed')
}

export interface ErrorAnswer {
  status: number
  code: string
  /** In English, for machines and developers; people read what the catalogue says about the code or the status. */
  message: string
  /** Another name of the words, where the code says too little. */
  words?: string
}

/** HTML for a browser, `{error, error_description}` for everything else. */
export function answer(
  ctx: Context,
  frameOf: FrameOf,
  { status, code, message, words = code }: ErrorAnswer,
): void {
  ctx.status = status
  ctx.set('Cache-Control', 'no-store')
  if (ctx.accepts('json', 'html') !== 'html') {
    ctx.body = { error: code, error_description: message }
    return
  }
  const frame = frameOf(ctx)
  const texts: Record<string, string> = frame.messages.errorPages
  const own = texts[`text_${words}`]
  const general = texts[`text_${status}`]
  const page = errorPage({
    frame,
    heading: texts[`heading_${status}`] ?? frame.messages.errorPages.heading_400,
    message: own ?? general ?? frame.messages.errorPages.text_400,
    advice: texts[`advice_${words}`] ?? (own === undefined ? texts[`advice_${status}`] : undefined),
    code,
    requestId: String(ctx.state.requestId ?? ''),
    // What the words above leave out.
    detail: words !== code || (own === undefined && status < 404) ? message : undefined,
  })
  sendPage(ctx, frame, page)
}
