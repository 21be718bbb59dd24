/**
 * Branding: the picture and the colour that an app, or the tenant whose app it is, shows on our pages. Owns what may be
 * one; where it is kept is that of clients and tenants, and how it looks is the pages'.
 */
import { invalidField } from '#domain/errors'
import { checkPicture, type Picture } from './picture.ts'

export { MAX_PICTURE_BYTES, MAX_PICTURE_PIXELS, type Picture } from './picture.ts'

export interface Brand {
  /** `#rrggbb`, as it was given: the pages change it until text on it can be read. */
  color?: string
  logo?: Picture
}

/** In an update, undefined takes away. */
export interface BrandInput {
  color?: string | undefined
  /** The bytes of a PNG or JPEG. */
  logo?: Uint8Array | undefined
}

/**
 * @param code of the error: what a registration is refused with
 * @throws DomainError `invalid`, naming the field `color` or `logo`
 */
export function checkBrand({ color, logo }: BrandInput, code?: string): Brand {
  if (color !== undefined && !/^#[0-9a-f]{6}$/i.test(color)) {
    throw invalidField('color', 'must be written as #rrggbb', code)
  }
  return {
    ...(color === undefined ? {} : { color: color.toLowerCase() }),
    ...(logo === undefined ? {} : { logo: checkPicture(logo, code) }),
  }
}

/** What was kept, as it was given. */
export function toBrandInput({ color, logo }: Brand = {}): BrandInput {
  return { color, logo: logo && Buffer.from(logo.data, 'base64') }
}
