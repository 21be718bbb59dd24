/**
 * JSON that means the same to everybody (I-JSON, RFC 7493): UTF-8, every name once in its object, whole characters
 * only. Names by which JavaScript would reach an object's prototype, and NUL, which ends a text for some stores and
 * not for others, are refused as well.
 */

export type StrictJsonResult = { ok: true; value: unknown } | { ok: false; problem: string }

/** Deeper than any request of ours; what is deeper was made to find the end of somebody's stack. */
const MAX_DEPTH = 16
const FORBIDDEN_NAMES = new Set(['__proto__', 'constructor', 'prototype'])
/** The parts of a valid JSON text that matter here; whatever lies between them is skipped. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/g

/** @returns the problem as the end of a sentence whose subject is the text */
export function parseStrictJson(bytes: Uint8Array): StrictJsonResult {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return { ok: false, problem: 'is not UTF-8' }
  }
  try {
    const value: unknown = JSON.parse(text)
    const problem = ambiguity(text)
    return problem === undefined ? { ok: true, value } : { ok: false, problem }
  } catch {
    // The parser's own message repeats what was sent.
    return { ok: false, problem: 'is not valid JSON' }
  }
}

/** @param text valid JSON */
function ambiguity(text: string): string | undefined {
  /** The names seen in each object that is open; undefined for an array. */
  const open: (Set<string> | undefined)[] = []
  let last = ''
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === '{' || token === '[') {
      open.push(token === '{' ? new Set() : undefined)
      if (open.length > MAX_DEPTH) return `is nested more than ${MAX_DEPTH} levels deep`
    } else if (token === '}' || token === ']') {
      open.pop()
    } else if (token.startsWith('"')) {
      const string = JSON.parse(token) as string
      const names = open.at(-1)
      const isName = names !== undefined && (last === '{' || last === ',')
      const problem = problemOfText(string) ?? (isName ? problemOfName(string, names) : undefined)
      if (problem !== undefined) return problem
    }
    last = token
  }
  return undefined
}

function problemOfText(text: string): string | undefined {
  if (text.includes('\0')) return 'contains the character NUL'
  return text.isWellFormed() ? undefined : 'contains half a character'
}

function problemOfName(name: string, names: Set<string>): string | undefined {
  if (FORBIDDEN_NAMES.has(name)) return 'names a member that no request has'
  if (names.has(name)) return 'names a member twice'
  names.add(name)
  return undefined
}
