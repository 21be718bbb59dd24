/** Tells code, comments and strings of a TypeScript source apart, so that no rule mistakes one for another. */

export type Kind = 'code' | 'comments' | 'strings'

interface Span {
  kind: Kind
  start: number
  end: number
}

/** After these words a slash opens a regular expression; after any other word it divides. */
const BEFORE_REGEX = /(?:^|[^\w$.])(?:return|typeof|case|in|of|delete|void|throw|new|else|do|await|yield)$/

/** The source with everything else blanked out, line breaks kept, so that positions stay what they are. */
export function only(kind: Kind | Kind[], text: string): string {
  const kept = [kind].flat()
  return splitSource(text)
    .map((span) => {
      const part = text.slice(span.start, span.end)
      return kept.includes(span.kind) ? part : part.replace(/[^\n]/g, ' ')
    })
    .join('')
}

/** What stands in each comment, or in each string between its quotes; the parts of a template apart. */
export function eachOf(kind: Kind, text: string): { text: string; line: number }[] {
  return splitSource(text)
    .filter((span) => span.kind === kind)
    .map(({ start, end }) => ({ text: text.slice(start, end), line: lineAt(text, start) }))
}

export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length
}

export function splitSource(text: string): Span[] {
  const spans: Span[] = []
  /** For each template that is open around this position: how many braces its current expression has open. */
  const templates: number[] = []
  let codeStart = 0
  let at = 0

  function take(kind: Kind, end: number): void {
    if (at > codeStart) spans.push({ kind: 'code', start: codeStart, end: at })
    if (end > at) spans.push({ kind, start: at, end })
    at = end
    codeStart = end
  }

  while (at < text.length) {
    const character = text[at]
    const next = text[at + 1]
    const depth = templates.at(-1)
    if (character === '/' && next === '/') take('comments', indexOr(text.indexOf('\n', at), text.length))
    else if (character === '/' && next === '*')
      take('comments', indexOr(text.indexOf('*/', at + 2), text.length) + 2)
    else if (character === "'" || character === '"') takeString(character)
    else if (character === '`') takeTemplate()
    else if (character === '/' && opensRegex(text.slice(codeStart, at), spans.at(-1)))
      take('strings', regexEnd(text, at))
    else if (character === '{' && depth !== undefined) nest(depth + 1)
    else if (character === '}' && depth !== undefined && depth > 0) nest(depth - 1)
    else if (character === '}' && depth === 0) {
      templates.pop()
      takeTemplate()
    } else at += 1
  }
  take('code', at)
  return spans

  function nest(depth: number): void {
    templates[templates.length - 1] = depth
    at += 1
  }

  function takeString(quote: string): void {
    at += 1
    take(
      'strings',
      endOfText(text, at, (end) => text[end] === quote || text[end] === '\n'),
    )
    at += 1
  }

  /** Called at the backtick, or at the brace that ends an expression. */
  function takeTemplate(): void {
    at += 1
    take(
      'strings',
      endOfText(text, at, (end) => text[end] === '`' || text.startsWith('${', end)),
    )
    if (text.startsWith('${', at)) {
      templates.push(0)
      at += 1
    }
    at += 1
  }
}

function endOfText(text: string, start: number, isEnd: (position: number) => boolean): number {
  let end = start
  while (end < text.length && !isEnd(end)) end += text[end] === '\\' ? 2 : 1
  return Math.min(end, text.length)
}

function opensRegex(codeBefore: string, spanBefore: Span | undefined): boolean {
  const before = codeBefore.trimEnd()
  if (before === '') return spanBefore === undefined || spanBefore.kind === 'comments'
  return !/[\w$)\]}'"`]$/.test(before) || BEFORE_REGEX.test(before)
}

function regexEnd(text: string, start: number): number {
  let inClass = false
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text[at]
    if (character === '\\') at += 1
    else if (character === '[') inClass = true
    else if (character === ']') inClass = false
    else if (character === '/' && !inClass) return at + 1
  }
  return text.length
}

function indexOr(index: number, otherwise: number): number {
  return index === -1 ? otherwise : index
}
