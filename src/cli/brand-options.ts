/** The options that say how an app, or all apps of a tenant, look on our pages. */
import { type BrandInput, MAX_PICTURE_BYTES, MAX_PICTURE_PIXELS } from '#domain/branding'
import { readBytes } from './read-input.ts'

export const BRAND_OPTIONS = { logo: { type: 'string' }, color: { type: 'string' } } as const

export const BRAND_USAGE = "[--logo FILE] [--color '#rrggbb']"

export const BRAND_DETAILS = [
  `--logo names a PNG or JPEG picture of at most ${MAX_PICTURE_BYTES / 1024} KiB and ${MAX_PICTURE_PIXELS} pixels a side, best a square.`,
  '--color is what buttons and links have on the pages; where text could not be read, a darker or lighter one is used.',
  "An empty value takes either away: --logo ''.",
]

export interface BrandValues {
  logo?: string
  color?: string
}

/** What was given and nothing else. @throws DomainError `invalid` for an unreadable file */
export async function readBrand({ logo, color }: BrandValues): Promise<BrandInput> {
  return {
    ...(logo === undefined ? {} : { logo: logo === '' ? undefined : await readBytes(logo) }),
    ...(color === undefined ? {} : { color: color === '' ? undefined : color }),
  }
}
