/** The one place where errors become answers, and where what went wrong is logged. */
import type { Context, Middleware } from 'koa'
import { DomainError, type ErrorKind } from '#domain/errors'
import type { Logger } from '#lib/logger'
import { errorPage } from '#views/pages/error'
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

export function errorResponder(log: Logger, stylesheet: string): Middleware {
  return async (ctx, next) => {
    try {
      await next()
    } catch (error) {
      if (error instanceof Refusal) {
        ctx.set(error.headers)
        answer(ctx, stylesheet, error)
        return
      }
      const told = error instanceof DomainError ? error : undefined
      const status = told === undefined ? 500 : STATUS[told.kind]
      if (status >= 500) logFailure(log, ctx, error)
      if (told?.kind === 'unavailable') ctx.set('Retry-After', String(told.retryAfterSeconds ?? 1))
      answer(ctx, stylesheet, {
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

const HEADINGS: Record<number, string> = {
  400: 'That did not work',
  403: 'That was not accepted',
  404: 'There is nothing here',
  405: 'That did not work',
  410: 'This page has ended',
  413: 'That was too much',
  415: 'That did not work',
  500: 'Something went wrong',
  503: 'Back in a moment',
}

export interface ErrorAnswer {
  status: number
  code: string
  message: string
  /** What the person can do about it, in words. */
  advice?: string
}

/** HTML for a browser, `{error, error_description}` for everything else. */
export function answer(
  ctx: Context,
  stylesheet: string,
  { status, code, message, advice }: ErrorAnswer,
): void {
  ctx.status = status
  ctx.set('Cache-Control', 'no-store')
  if (ctx.accepts('json', 'html') !== 'html') {
    ctx.body = { error: code, error_description: message }
    return
  }
  ctx.type = 'html'
  ctx.body = errorPage({
    stylesheet,
    heading: HEADINGS[status] ?? 'That did not work',
    message,
    advice,
    code,
    requestId: String(ctx.state.requestId ?? ''),
  }).text
}
