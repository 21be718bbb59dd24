/** Reads what a source imports, without running it: static, re-exported and dynamic imports, and which are of types. */
import { lineAt, only } from './split-source.ts'

export interface Import {
  /** As it is written: `./x.ts`, `#domain/accounts`, `koa`. */
  specifier: string
  /** What the other file calls what is taken from it; `*` for all of it, `default` for its default export. */
  names: string[]
  /** Whether nothing but types is taken. */
  typesOnly: boolean
  line: number
}

const NAMES = String.raw`(?:\*(?:\s+as\s+[\w$]+)?|\{[^}]*\}|[\w$]+)`
const STATIC = new RegExp(
  String.raw`\b(?:import|export)\s+(type\s+)?(?:(${NAMES}(?:\s*,\s*${NAMES})?)\s+from\s+)?'([^']+)'`,
  'g',
)
const DYNAMIC = /\bimport\s*\(\s*'([^']+)'/g

export function readImports(text: string): Import[] {
  const code = only('code', text)
  const readable = only(['code', 'strings'], text).replaceAll('"', "'")
  const isCode = ({ index }: RegExpExecArray) => code[index] !== ' '
  const statics = [...readable.matchAll(STATIC)].filter(isCode).map((match) => {
    const [, type, names = '', specifier = ''] = match
    const taken = namesIn(names)
    return {
      specifier,
      names: taken.map(({ name }) => name),
      typesOnly: type !== undefined || (taken.length > 0 && taken.every((name) => name.typesOnly)),
      line: lineAt(text, match.index),
    }
  })
  const dynamics = [...readable.matchAll(DYNAMIC)].filter(isCode).map((match) => ({
    specifier: match[1] ?? '',
    names: ['*'],
    typesOnly: false,
    line: lineAt(text, match.index),
  }))
  return [...statics, ...dynamics].sort((a, b) => a.line - b.line)
}

function namesIn(clause: string): { name: string; typesOnly: boolean }[] {
  const braces = /\{([^}]*)\}/.exec(clause)?.[1]
  const named = (braces ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => ({
      name: name.replace(/^type\s+/, '').replace(/\s+as\s+.*$/s, ''),
      typesOnly: /^type\s/.test(name),
    }))
  const others = clause
    .replace(/\{[^}]*\}/, '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => ({ name: name.startsWith('*') ? '*' : 'default', typesOnly: false }))
  return [...others, ...named]
}
