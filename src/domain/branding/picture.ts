/**
 * A picture that an app brings. It is shown to everybody who signs in there, from our own origin, so it is one of two
 * formats that cannot hold a script, known by its bytes and not by its name, small, and of a size that no browser has
 * to fear. SVG is refused: it is a document, and what would be left after cleaning it is not worth the risk.
 */
import { createHash } from 'node:crypto'
import { type DomainError, invalidField } from '#domain/errors'

export interface Picture {
  type: 'image/png' | 'image/jpeg'
  /** In base64. */
  data: string
  /** SHA-256 of the bytes, in hex. */
  hash: string
}

export const MAX_PICTURE_BYTES = 32 * 1024
export const MAX_PICTURE_PIXELS = 1024
const MIN_PICTURE_PIXELS = 16

interface Size {
  width: number
  height: number
}

/** @throws DomainError `invalid`, naming the field `logo` */
export function checkPicture(bytes: Uint8Array, code?: string): Picture {
  const refuse = (problem: string): DomainError => invalidField('logo', problem, code)
  if (bytes.length > MAX_PICTURE_BYTES) {
    throw refuse(`must be a picture of at most ${MAX_PICTURE_BYTES / 1024} KiB`)
  }
  const content = Buffer.from(bytes)
  const png = sizeOfPng(content)
  const size = png ?? sizeOfJpeg(content)
  if (size === undefined) throw refuse('must be a PNG or JPEG picture')
  const sides = [size.width, size.height]
  if (sides.some((side) => side < MIN_PICTURE_PIXELS || side > MAX_PICTURE_PIXELS)) {
    throw refuse(
      `must be ${MIN_PICTURE_PIXELS} to ${MAX_PICTURE_PIXELS} pixels wide and high, not ${sides.join(' × ')}`,
    )
  }
  return {
    type: png === undefined ? 'image/jpeg' : 'image/png',
    data: content.toString('base64'),
    hash: createHash('sha256').update(content).digest('hex'),
  }
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Its first chunk is IHDR, and begins with width and height (PNG, third edition, §11.2.1). */
function sizeOfPng(bytes: Buffer): Size | undefined {
  const begins = bytes.subarray(0, 8).equals(PNG_SIGNATURE) && bytes.toString('latin1', 12, 16) === 'IHDR'
  if (!begins || bytes.length < 33) return undefined
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

/** The frame headers, but for the markers in their midst that mean something else (ITU-T T.81, table B.1). */
const isFrameHeader = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/** Segments, each with its length, until the frame header, which holds height and width (ITU-T T.81, B.2.2). */
function sizeOfJpeg(bytes: Buffer): Size | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined
  let at = 2
  while (at + 9 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined
    if (isFrameHeader(bytes.readUInt8(at + 1))) {
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    }
    const length = bytes.readUInt16BE(at + 2)
    if (length < 2) return undefined
    at += 2 + length
  }
  return undefined
}
