/** `/openapi.json` and, over it, `/swagger`: the documentation of the JSON APIs, from local files alone. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Context, Middleware } from 'koa'
import { productVersion } from '#lib/product-version'
import { swaggerPage, swaggerRedirectPage } from '#views/pages/swagger'
import type { Surface } from '../apis/surface.ts'
import { READING, requireMethod } from '../middleware/refusal.ts'
import { allowScripts } from '../middleware/security-headers.ts'
import { openApiDocument } from './document.ts'

const BASE = '/swagger'
const REVALIDATED = 'public, max-age=0, must-revalidate'

interface File {
  type: string
  body: Buffer | string
  etag: string
}

export function documentation(issuer: string, surfaces: Surface[]): Middleware {
  const text = JSON.stringify(openApiDocument(issuer, productVersion(), surfaces))
  const files = new Map([['/openapi.json', file('json', text)], ...swaggerFiles()])

  return async (ctx, next) => {
    const found = files.get(ctx.path)
    if (found === undefined) return next()
    requireMethod(ctx, READING)
    serve(ctx, found)
    if (ctx.path === '/openapi.json') ctx.set('Access-Control-Allow-Origin', '*')
    if (found.type === 'html') allowScripts(ctx)
  }
}

function serve(ctx: Context, { type, body, etag }: File): void {
  ctx.set('Cache-Control', REVALIDATED)
  ctx.type = type
  ctx.etag = etag
  ctx.status = 200
  if (ctx.fresh) ctx.status = 304
  else ctx.body = body
}

/** A package of a checkout; in what is published, a folder beside our own assets. */
const { resolve } = createRequire(import.meta.url)

function swaggerFiles(): [string, File][] {
  if (!hasSwaggerUi()) return []
  const vendored = (name: string) => readFileSync(resolve(`#swagger-ui/${name}`))
  return [
    [BASE, file('html', swaggerPage({ base: BASE }).text)],
    [`${BASE}/oauth2-redirect.html`, file('html', swaggerRedirectPage({ base: BASE }).text)],
    [`${BASE}/oauth2-redirect.js`, file('js', vendored('oauth2-redirect.js'))],
    [`${BASE}/swagger-ui-bundle.js`, file('js', vendored('swagger-ui-bundle.js'))],
    [`${BASE}/swagger-ui.css`, file('css', vendored('swagger-ui.css'))],
    [
      `${BASE}/start.js`,
      file('js', readFileSync(new URL('../../../views/assets/swagger-start.js', import.meta.url))),
    ],
  ]
}

/** A checkout installed without its development packages does all its work; it documents it by `/openapi.json` alone. */
function hasSwaggerUi(): boolean {
  try {
    return resolve('#swagger-ui/swagger-ui.css') !== ''
  } catch {
    return false
  }
}

function file(type: string, body: Buffer | string): File {
  return { type, body, etag: createHash('sha256').update(body).digest('base64url').slice(0, 22) }
}
