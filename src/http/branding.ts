/**
 * How an app looks on our pages: its own picture and colour or its tenant's, and beside them, always in text, whose it
 * is and where it sends people, since a picture can be anybody's. Pictures and colours come from our own origin, under
 * paths that change with their content, so that browsers may keep them for ever.
 */
import { createHash } from 'node:crypto'
import type { Context, Middleware } from 'koa'
import type { Brand } from '#domain/branding'
import type { Client, Clients } from '#domain/clients'
import type { Tenants } from '#domain/tenants'
import { accentStylesheet } from '#views/accent'
import type { ClientFace } from '#views/partials/client-badge'
import { READING, requireMethod } from './middleware/refusal.ts'

export interface Branding {
  /** @param redirectUri where the app sends people; absent where that is not known, as for a device */
  faceOf(client: Client, redirectUri?: string): Promise<ClientFace>
  /** The stylesheet that gives pages the colour of the app; absent where it has none. */
  accentOf(client: Client): Promise<string | undefined>
  serve: Middleware
}

const FOR_EVER = 'public, max-age=31536000, immutable'
const ACCENT_PATH = /^\/assets\/accent\.([0-9a-f]{6})\.[0-9a-f]{16}\.css$/
const LOGO_PATH = /^\/assets\/logos\/([\w%.~-]{1,300})\/([0-9a-f]{64})$/

export function createBranding({
  clients,
  tenants,
}: {
  clients: Pick<Clients, 'find'>
  tenants: Pick<Tenants, 'find'>
}): Branding {
  const tenantOf = async ({ tenancy }: Client) =>
    tenancy === undefined ? undefined : tenants.find(tenancy.tenantId)

  async function brandOf(client: Client): Promise<Brand> {
    return { ...(await tenantOf(client))?.brand, ...client.brand }
  }

  async function sendLogo(ctx: Context, id: string, hash: string): Promise<void> {
    const client = await clients.find(decode(id))
    const logo = client && (await brandOf(client)).logo
    if (logo?.hash !== hash) return
    requireMethod(ctx, READING)
    ctx.set('Cache-Control', FOR_EVER)
    // Opened by itself it is in our origin: whatever a browser takes it for may do nothing there.
    ctx.set('Content-Security-Policy', "default-src 'none'; sandbox")
    ctx.set('Cross-Origin-Resource-Policy', 'same-origin')
    ctx.type = logo.type
    ctx.body = Buffer.from(logo.data, 'base64')
  }

  return {
    async faceOf(client, redirectUri) {
      const [tenant, { logo }] = await Promise.all([tenantOf(client), brandOf(client)])
      return {
        host: redirectUri === undefined ? undefined : hostOf(redirectUri),
        owner: tenant?.name,
        logo: logo && `/assets/logos/${encodeURIComponent(client.id)}/${logo.hash}`,
      }
    },
    async accentOf(client) {
      const { color } = await brandOf(client)
      return color && accentPath(color.slice(1))
    },
    async serve(ctx, next) {
      const [, colour] = ACCENT_PATH.exec(ctx.path) ?? []
      const [, id, hash] = LOGO_PATH.exec(ctx.path) ?? []
      if (colour !== undefined && accentPath(colour) === ctx.path) {
        requireMethod(ctx, READING)
        ctx.set('Cache-Control', FOR_EVER)
        ctx.type = 'css'
        ctx.body = accentStylesheet(`#${colour}`)
        return
      }
      if (id !== undefined && hash !== undefined) await sendLogo(ctx, id, hash)
      if (ctx.body === undefined || ctx.body === null) await next()
    },
  }
}

/** A native app's redirect URI has no host; its scheme says as much. */
export function hostOf(redirectUri: string): string {
  const url = URL.parse(redirectUri)
  return url === null || url.host === '' ? (redirectUri.split(':')[0] ?? redirectUri) : url.host
}

function accentPath(colour: string): string {
  const version = createHash('sha256')
    .update(accentStylesheet(`#${colour}`))
    .digest('hex')
    .slice(0, 16)
  return `/assets/accent.${colour}.${version}.css`
}

/** A path may hold what is no encoded text; nothing is called so. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
