/** `/errors/{code}`: what a code means and how to mend it, where every `error_uri` leads. */
import type { Middleware } from 'koa'
import { errorCodePage } from '#views/pages/error-code'
import { ERROR_CODES } from '../apis/error-codes.ts'
import { type FrameOf, sendPage } from '../frame.ts'
import { READING, requireMethod } from '../middleware/refusal.ts'
import type { RequestState } from '../middleware/request-context.ts'

const PATH = /^\/errors\/(\w+)$/

export function errorCodePages(frameOf: FrameOf): Middleware<RequestState> {
  return async (ctx, next) => {
    const code = PATH.exec(ctx.path)?.[1]
    if (code === undefined || !Object.hasOwn(ERROR_CODES, code)) return next()
    const explained = ERROR_CODES[code]
    if (explained === undefined) return next()
    requireMethod(ctx, READING)
    const frame = frameOf(ctx)
    sendPage(ctx, frame, errorCodePage({ frame, code, english: explained, requestId: ctx.state.requestId }))
  }
}
