/** The one stylesheet, under a name that changes with its content, so that browsers may keep it for ever. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Middleware } from 'koa'

export interface Assets {
  /** Path of the stylesheet. */
  stylesheet: string
  serve: Middleware
}

export function loadAssets(): Assets {
  const css = readFileSync(new URL('../../views/assets/gatehouse.css', import.meta.url))
  const version = createHash('sha256').update(css).digest('hex').slice(0, 16)
  const stylesheet = `/assets/gatehouse.${version}.css`
  return {
    stylesheet,
    async serve(ctx, next) {
      if (ctx.path !== stylesheet || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next()
      ctx.set('Cache-Control', 'public, max-age=31536000, immutable')
      ctx.type = 'css'
      ctx.body = css
    },
  }
}
