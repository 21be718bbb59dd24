/**
 * The one stylesheet, under a name that changes with its content, so that browsers may keep it for ever; and the icon
 * for pages that name none, which browsers ask for by themselves.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Middleware } from 'koa'
import { markUri } from '#views/partials/icons'
import { READING, requireMethod } from './middleware/refusal.ts'

export interface Assets {
  /** Path of the stylesheet. */
  stylesheet: string
  serve: Middleware
}

const ICON = '/favicon.ico'

export function loadAssets(): Assets {
  const css = readFileSync(new URL('../../views/assets/gatehouse.css', import.meta.url))
  const version = createHash('sha256').update(css).digest('hex').slice(0, 16)
  const stylesheet = `/assets/gatehouse.${version}.css`
  const icon = decodeURIComponent(markUri.slice(markUri.indexOf(',') + 1))
  return {
    stylesheet,
    async serve(ctx, next) {
      if (ctx.path !== stylesheet && ctx.path !== ICON) return next()
      requireMethod(ctx, READING)
      const isIcon = ctx.path === ICON
      ctx.set('Cache-Control', isIcon ? 'public, max-age=86400' : 'public, max-age=31536000, immutable')
      ctx.type = isIcon ? 'svg' : 'css'
      ctx.body = isIcon ? icon : css
    },
  }
}
