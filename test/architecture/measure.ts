/** Lengths of files and functions, and the comment that opens a file. */
import { stripTypeScriptTypes } from 'node:module'
import type { Source } from './sources.ts'
import { lineAt, only, splitSource } from './split-source.ts'

export function linesOf(text: string): number {
  return text.replace(/\n$/, '').split('\n').length
}

/** The smallest value that this share of all values does not exceed. */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.ceil(share * sorted.length) - 1] ?? 0
}

export interface FunctionLength {
  path: string
  line: number
  /** From its first line to its closing brace, without the lines of functions inside it. */
  lines: number
}

/** A brace opens a function when it follows an arrow, or the parentheses of anything but a statement. */
export function functionLengths({ path, text }: Source): FunctionLength[] {
  const code = only('code', stripTypeScriptTypes(text))
  const found: FunctionLength[] = []
  const open: { isFunction: boolean; start: number; innerLines: number }[] = []
  for (const { index, 0: brace } of code.matchAll(/[{}]/g)) {
    if (brace === '{') {
      const head = functionHead(code, index)
      open.push({ isFunction: head !== undefined, start: lineAt(code, head ?? index), innerLines: 0 })
      continue
    }
    const closed = open.pop()
    if (closed === undefined) continue
    const lines = lineAt(code, index) - closed.start + 1
    const own = lines - closed.innerLines
    if (closed.isFunction) found.push({ path, line: closed.start, lines: own })
    const outer = open.at(-1)
    // The line on which it starts and the one on which it ends belong to what surrounds it.
    if (outer !== undefined)
      outer.innerLines += closed.isFunction ? Math.max(0, lines - 2) : closed.innerLines
  }
  return found
}

/** Where the function begins whose body opens here; undefined when this brace opens something else. */
function functionHead(code: string, brace: number): number | undefined {
  const before = code.slice(0, brace).trimEnd()
  if (before.endsWith('=>')) return before.length - 2
  if (!before.endsWith(')')) return undefined
  let depth = 0
  for (let at = before.length - 1; at >= 0; at -= 1) {
    if (before[at] === ')') depth += 1
    if (before[at] === '(') depth -= 1
    if (depth > 0) continue
    const isStatement = /(?:^|[^\w$.])(?:if|for|while|switch|catch|with|await)\s*$/.test(before.slice(0, at))
    return isStatement ? undefined : at
  }
  return undefined
}

/** Lines of text in the comment that opens the file; 0 where it opens with something else. */
export function headerLines(text: string): number {
  const [first] = splitSource(text)
  if (first?.kind !== 'comments' || !text.startsWith('/**')) return 0
  const lines = text.slice(first.start, first.end).split('\n')
  return lines.filter((line) => /[\p{L}\p{N}]/u.test(line)).length
}
