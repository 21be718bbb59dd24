/** A file of lines, read as it is used, so that its size does not matter. */
import { createReadStream } from 'node:fs'
import { DomainError } from '#domain/errors'

export interface Line {
  /** From 1 on, as editors count. */
  number: number
  /** Undefined for a line that is no UTF-8, or too long. */
  text: string | undefined
}

const MAX_LINE_BYTES = 64 * 1024
const LINE_FEED = 0x0a

/** Without their ends. @throws DomainError `invalid` with code `unreadable_input` */
export async function* readLines(file: string): AsyncGenerator<Line> {
  let number = 0
  let begun = Buffer.alloc(0)
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      let from = 0
      for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, from)) {
        number += 1
        yield toLine(number, Buffer.concat([begun, chunk.subarray(from, end)]))
        begun = Buffer.alloc(0)
        from = end + 1
      }
      // Of a line that is too long no more is kept than tells that it is.
      if (begun.length <= MAX_LINE_BYTES) begun = Buffer.concat([begun, chunk.subarray(from)])
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new DomainError('invalid', 'unreadable_input', `The file ${file} cannot be read (${code})`, {
      cause,
    })
  }
  if (begun.length > 0) yield toLine(number + 1, begun)
}

function toLine(number: number, bytes: Buffer): Line {
  if (bytes.length > MAX_LINE_BYTES) return { number, text: undefined }
  try {
    return { number, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return { number, text: undefined }
  }
}
