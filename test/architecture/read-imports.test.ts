/** The parser that every other rule rests on. */
import { describe, expect, it } from 'vitest'
import { readImports } from './read-imports.ts'
import { eachOf, only } from './split-source.ts'

/** What is imported, as `specifier: names`, with a star before what brings types alone. */
function told(text: string): string[] {
  return readImports(text).map(
    ({ specifier, names, typesOnly }) => `${typesOnly ? '*' : ''}${specifier}: ${names.join(' ')}`,
  )
}

describe('reading imports', () => {
  it('knows every way to import', () => {
    const text = [
      "import './effects.ts'",
      "import Koa from 'koa'",
      'import * as jose from "jose"',
      "import Router, { type RouterContext } from '@koa/router'",
      "import {\n  a,\n  b as c,\n} from './lines.ts'",
      "export { d } from './exported.ts'",
      "export * from './everything.ts'",
      "const { e } = await import('./later.ts')",
    ].join('\n')
    expect(told(text)).toEqual([
      './effects.ts: ',
      'koa: default',
      'jose: *',
      '@koa/router: default RouterContext',
      './lines.ts: a b',
      './exported.ts: d',
      './everything.ts: *',
      './later.ts: *',
    ])
  })

  it('tells imports of types from others', () => {
    expect(told("import type { A } from './a.ts'")).toEqual(['*./a.ts: A'])
    expect(told("export type { A } from './a.ts'")).toEqual(['*./a.ts: A'])
    expect(told("import { type A, type B } from './a.ts'")).toEqual(['*./a.ts: A B'])
    expect(told("import { type A, b } from './a.ts'")).toEqual(['./a.ts: A b'])
  })

  it('names the line', () => {
    expect(readImports("\n\nimport './a.ts'")[0]?.line).toBe(3)
  })

  it('is not taken in by comments, strings, or exports that come before an import', () => {
    expect(told("// import './a.ts'\n/* import './b.ts' */")).toEqual([])
    expect(told('const text = `import "./a.ts"`')).toEqual([])
    expect(told("export const from = 'x'\nexport { y } from './y.ts'")).toEqual(['./y.ts: y'])
  })
})

describe('telling code from comments and strings', () => {
  it('sees through templates within templates', () => {
    const text = `a(\`one \${b({ c: \`two \${d} three\` })} four\`) // five`
    expect(eachOf('strings', text).map((part) => part.text)).toEqual(['one ', 'two ', ' three', ' four'])
    expect(only('code', text).replaceAll(' ', '')).toBe(`a(\`\${b({c:\`\${d}\`})}\`)`)
    expect(eachOf('comments', text).map((part) => part.text)).toEqual(['// five'])
  })

  it('takes quotes within regular expressions, comments and other strings as what they are', () => {
    expect(only('code', `x.replace(/['"/*]/g, y) + z`)).toMatch(/^x\.replace\( +g, y\) \+ z$/)
    expect(only('code', `a / b / c // "`).trim()).toBe('a / b / c')
    expect(eachOf('strings', `'it\\'s' + "'"`).map((part) => part.text)).toEqual(["it\\'s", "'"])
    expect(eachOf('comments', `/* 'a' */ 'b'`).map((part) => part.text)).toEqual([`/* 'a' */`])
  })

  it('keeps every position', () => {
    const text = `a('b\\'') // c\n/* d\n */ e\`f\${g}\``
    for (const kind of ['code', 'comments', 'strings'] as const) {
      expect(only(kind, text)).toHaveLength(text.length)
    }
  })
})
