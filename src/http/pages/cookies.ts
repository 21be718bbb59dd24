/** Cookies of the pages themselves; the engine has its own. */
import type { Context } from 'koa'
import type { Offer } from '#domain/sign-in'

const DEVICE = 'gatehouse_device'
const DEVICE_DAYS = 400
const SECOND_FACTOR = 'gatehouse_second_factor'
const SECOND_FACTOR_MINUTES = 10

/** What has to be known between the password and the second factor. */
export interface Halfway {
  /** As sign-in gave it. */
  token: string
  offers: Offer[]
  /** Whether the session is to outlive the browser; undefined where nobody was asked. */
  remember: boolean | undefined
}

export interface PageCookies {
  /** By what sign-in knows this browser again; '' where it has not been seen. */
  device(ctx: Context): string
  setDevice(ctx: Context, device: string): void
  halfway(ctx: Context): Halfway | undefined
  /** @param path below which it is sent */
  setHalfway(ctx: Context, path: string, halfway: Halfway): void
  clearHalfway(ctx: Context, path: string): void
}

/** @param secure whether `ISSUER` is https */
export function createPageCookies(secure: boolean): PageCookies {
  function set(ctx: Context, name: string, value: string, path: string, maxAge: number): void {
    ctx.cookies.secure = secure
    ctx.cookies.set(name, value, { httpOnly: true, overwrite: true, path, sameSite: 'lax', secure, maxAge })
  }

  return {
    device: (ctx) => ctx.cookies.get(DEVICE) ?? '',
    setDevice: (ctx, device) => set(ctx, DEVICE, device, '/', DEVICE_DAYS * 86_400_000),
    halfway: (ctx) => readHalfway(ctx.cookies.get(SECOND_FACTOR)),
    setHalfway(ctx, path, halfway) {
      const value = Buffer.from(JSON.stringify(halfway)).toString('base64url')
      set(ctx, SECOND_FACTOR, value, path, SECOND_FACTOR_MINUTES * 60_000)
    },
    clearHalfway: (ctx, path) => set(ctx, SECOND_FACTOR, '', path, 0),
  }
}

/** It comes from the browser, so it may be anything; only the token in it opens something. */
function readHalfway(value: string | undefined): Halfway | undefined {
  try {
    const read = JSON.parse(Buffer.from(value ?? '', 'base64url').toString()) as Partial<Halfway>
    if (typeof read.token !== 'string' || !Array.isArray(read.offers)) return undefined
    const remember = read.remember === undefined ? undefined : read.remember === true
    return { token: read.token, offers: read.offers, remember }
  } catch {
    return undefined
  }
}
