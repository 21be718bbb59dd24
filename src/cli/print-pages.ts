/** Lists that no memory need hold: printed page by page, as fast as their reader takes them. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { jsonText, lineTexts, type Shape, tableLines, type Widths } from './output.ts'

/** As `printJson` has it: one array, whatever the pages. */
export function printJsonPages(pages: AsyncIterable<object[]>): Promise<void> {
  return print(async function* () {
    let before = '['
    for await (const page of pages) {
      if (page.length === 0) continue
      yield before + page.map(jsonText).join(',')
      before = ','
    }
    yield before === '[' ? '[]\n' : ']\n'
  })
}

/** As `printTable` has it; a later page may need wider columns than those before it. */
export function printTablePages(
  pages: AsyncIterable<Shape[]>,
  columns: string[],
  none: string,
): Promise<void> {
  return print(async function* () {
    const widths: Widths = new Map()
    let isFirst = true
    for await (const page of pages) {
      if (page.length === 0) continue
      yield lineTexts(tableLines(page, columns, widths).slice(isFirst ? 0 : 1))
      isFirst = false
    }
    if (isFirst) yield lineTexts([none])
  })
}

/** A reader that has seen enough, such as `head`, is no failure: nothing more is asked for. */
async function print(pieces: () => AsyncGenerator<string>): Promise<void> {
  try {
    await pipeline(Readable.from(pieces()), process.stdout, { end: false })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
  }
}
