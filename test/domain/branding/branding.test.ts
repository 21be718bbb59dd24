/** What may be shown to everybody who signs in, from our own origin. */
import { describe, expect, it } from 'vitest'
import { checkBrand, toBrandInput } from '#domain/branding'
import { jpegHeader, png } from '../../support/pictures.ts'

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

describe('a picture', () => {
  it('is told by its bytes', () => {
    expect(checkBrand({ logo: png(64, 64) }).logo?.type).toBe('image/png')
    expect(checkBrand({ logo: jpegHeader(200, 100) }).logo?.type).toBe('image/jpeg')
  })

  it('comes back as it was given', () => {
    const brand = checkBrand({ logo: png(64, 64), color: '#FFD400' })
    expect(brand.color).toBe('#ffd400')
    expect(checkBrand(toBrandInput(brand))).toEqual(brand)
  })

  it.each<[string, Uint8Array]>([
    ['SVG, which is a document with scripts', Buffer.from(SVG)],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['GIF', Buffer.from('GIF89a'.padEnd(64, '\0'), 'latin1')],
    ['nothing', new Uint8Array()],
    [
      'the first bytes of a PNG and then a page',
      Buffer.concat([png(64, 64).subarray(0, 8), Buffer.from(SVG)]),
    ],
    ['a JPEG that never comes to its size', jpegHeader(64, 64).subarray(0, 20)],
    ['a JPEG whose segments lead nowhere', Buffer.from('ffd8ffe00000ffe00000ffe00000', 'hex')],
  ])('is not %s', (_what, logo) => {
    expect(() => checkBrand({ logo })).toThrow('must be a PNG or JPEG picture')
  })

  it.each([
    ['wide', 30_000, 16],
    ['high', 16, 65_500],
  ])('is not %s enough to fill the memory of a browser', (_what, width, height) => {
    expect(() => checkBrand({ logo: jpegHeader(width, height) })).toThrow('must be 16 to 1024 pixels')
    const bomb = png(16, 16)
    bomb.writeUInt32BE(width, 16)
    bomb.writeUInt32BE(height, 20)
    expect(() => checkBrand({ logo: bomb })).toThrow('must be 16 to 1024 pixels')
  })

  it('is no heavier than a page', () => {
    const heavy = Buffer.concat([png(64, 64), Buffer.alloc(32 * 1024)])
    expect(() => checkBrand({ logo: heavy })).toThrow('at most 32 KiB')
  })
})

describe('a colour', () => {
  it.each([
    'red',
    '#fff',
    '#ffd4001',
    '#ffd40g',
    ' #ffd400',
    '#ffd400\r\n',
    '#ffd400;}body{display:none',
    '',
  ])('is not written %j', (color) => {
    expect(() => checkBrand({ color })).toThrow('must be written as #rrggbb')
  })
})
