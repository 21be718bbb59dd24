/**
 * Discovery and JWKS: public, the same for everybody, and asked for by everything that verifies a token, so they are
 * rendered once per provider and carry what lets others keep them (RFC 9111).
 */
import { createHash } from 'node:crypto'
import type { Context, Middleware, Next } from 'koa'
import { DISCOVERY_PATHS, ENDPOINTS } from './routes.ts'

interface RenderedDocument {
  body: string
  type: string
  etag: string
}

const DOCUMENT_PATHS = new Set<string>([...DISCOVERY_PATHS, ENDPOINTS.jwks])
const MAX_AGE_SECONDS = 3600

/** @param keyLeadSeconds a cached JWKS must not outlive the time for which a new key is published unused */
export function cachedDocuments(keyLeadSeconds: number): Middleware {
  const rendered = new Map<string, RenderedDocument>()
  const cacheControl = `public, max-age=${Math.min(MAX_AGE_SECONDS, keyLeadSeconds)}`

  return (ctx, next) =>
    DOCUMENT_PATHS.has(ctx.path) && (ctx.method === 'GET' || ctx.method === 'HEAD')
      ? answer(ctx, next)
      : next()

  async function answer(ctx: Context, next: Next): Promise<void> {
    let document = rendered.get(ctx.path)
    if (document === undefined) {
      await next()
      if (ctx.status !== 200) return
      const body = JSON.stringify(ctx.body)
      const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
      document = { body, etag, type: ctx.response.get('content-type') }
      rendered.set(ctx.path, document)
    }
    ctx.remove('Vary')
    ctx.set('Access-Control-Allow-Origin', '*')
    ctx.set('Cache-Control', cacheControl)
    ctx.set('ETag', document.etag)
    ctx.status = 200
    ctx.type = document.type
    ctx.body = document.body
    if (isCurrent(ctx.get('If-None-Match'), document.etag)) ctx.status = 304
  }
}

/**
 * RFC 9110 §13.1.2. Koa's own check gives up on a request with `Cache-Control: no-cache`, which is meant for caches on
 * the way and is what `fetch` adds by itself to a conditional request.
 */
function isCurrent(ifNoneMatch: string, etag: string): boolean {
  const tags = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.some((tag) => tag === '*' || tag === etag)
}
