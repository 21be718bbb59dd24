/**
 * What commands print. Results go to standard output, everything said about them to standard error. Values come from
 * many hands, so nothing in them may steer the terminal that shows them.
 */

/** A result by the names of its JSON form. */
export type Shape = Record<string, unknown>

/** Controls of all kinds (ESC, CSI, line breaks), and what turns the direction of writing around. */
const STEERING = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu
/** What JSON.stringify leaves as it is. */
const STEERING_IN_JSON = /[\u007f-\u009f\p{Bidi_Control}\u2028\u2029]/gu

/** One line that shows each character that steers as its escape, such as `\u001b`. */
export function printable(text: string): string {
  return text.replace(STEERING, escaped)
}

/** The only thing on standard output, on one line. */
export function printJson(value: unknown): void {
  write(process.stdout, `${jsonText(value)}\n`)
}

export function jsonText(value: unknown): string {
  return JSON.stringify(value).replace(STEERING_IN_JSON, escaped)
}

export function printLines(lines: string[]): void {
  write(process.stdout, lineTexts(lines))
}

export function lineTexts(lines: string[]): string {
  return lines.map((line) => `${printable(line)}\n`).join('')
}

/** A sentence beside the result. */
export function printNote(...lines: string[]): void {
  write(process.stderr, lineTexts(lines))
}

/** Its members one below the other, each value of a list on a line of its own. */
export function printRecord(record: Shape): void {
  const width = Math.max(...Object.keys(record).map((name) => name.length))
  const lines = Object.entries(record).flatMap(([name, value]) =>
    toTexts(value).map((text, index) => `${(index === 0 ? name : '').padEnd(width)}  ${text}`),
  )
  printLines(lines)
}

/** One line for each record under a line of names. @param none what to say where there is no record */
export function printTable(records: Shape[], columns: string[], none: string): void {
  printLines(records.length === 0 ? [none] : tableLines(records, columns, new Map()))
}

/** How wide each column of a table is so far, in characters. */
export type Widths = Map<string, number>

/** The line of names first. @param widths grow with what they have to hold */
export function tableLines(records: Shape[], columns: string[], widths: Widths): string[] {
  const rows = records.map((record) => columns.map((column) => printable(toTexts(record[column]).join(' '))))
  for (const [index, column] of columns.entries()) {
    const before = Math.max(widths.get(column) ?? 0, column.length)
    widths.set(
      column,
      rows.reduce((widest, row) => Math.max(widest, row[index]?.length ?? 0), before),
    )
  }
  return [columns, ...rows].map((row) =>
    row
      .map((text, index) => text.padEnd(widths.get(columns[index] ?? '') ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

/** A reader that has seen enough, such as `head`, is no failure. */
function write(stream: NodeJS.WriteStream, text: string): void {
  stream.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  stream.write(text)
}

function toTexts(value: unknown): string[] {
  if (Array.isArray(value)) return value.length === 0 ? ['-'] : value.map(String)
  if (value === null || value === undefined || value === '') return ['-']
  if (typeof value === 'boolean') return [value ? 'yes' : 'no']
  return [typeof value === 'object' ? JSON.stringify(value) : String(value)]
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
