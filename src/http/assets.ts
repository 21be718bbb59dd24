/**
 * The one stylesheet and the one script, under names that change with their content, so that browsers may keep them for
 * ever; and the icon for pages that name none, which browsers ask for by themselves.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Middleware } from 'koa'
import { markUri } from '#views/partials/icons'
import { READING, requireMethod } from './middleware/refusal.ts'

export interface Assets {
  /** Paths. */
  stylesheet: string
  script: string
  serve: Middleware
}

interface Asset {
  type: string
  body: Buffer | string
  caching: string
}

const FOR_EVER = 'public, max-age=31536000, immutable'

export function loadAssets(): Assets {
  const css = readFileSync(new URL('../../views/assets/gatehouse.css', import.meta.url))
  const js = readFileSync(new URL('../../views/assets/gatehouse.js', import.meta.url))
  const stylesheet = `/assets/gatehouse.${versionOf(css)}.css`
  const script = `/assets/gatehouse.${versionOf(js)}.js`
  const icon = decodeURIComponent(markUri.slice(markUri.indexOf(',') + 1))
  const assets: Record<string, Asset> = {
    [stylesheet]: { type: 'css', body: css, caching: FOR_EVER },
    [script]: { type: 'js', body: js, caching: FOR_EVER },
    '/favicon.ico': { type: 'svg', body: icon, caching: 'public, max-age=86400' },
  }
  return {
    stylesheet,
    script,
    async serve(ctx, next) {
      const asset = Object.hasOwn(assets, ctx.path) ? assets[ctx.path] : undefined
      if (asset === undefined) return next()
      requireMethod(ctx, READING)
      ctx.set('Cache-Control', asset.caching)
      ctx.type = asset.type
      ctx.body = asset.body
    },
  }
}

function versionOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16)
}
