/** Names, comments and strings: what they must say, and what belongs to one place. */
import { describe, expect, it } from 'vitest'
import { baselessMarks, defaultExports, misnamedFiles, misplacedTexts } from './check-texts.ts'
import { PRODUCT, readSources } from './sources.ts'

describe('the sources', () => {
  const product = readSources(PRODUCT)
  const all = [...product, ...readSources(['test'])]

  it('read the environment and build HTML in their places only', () => {
    expect(misplacedTexts(product)).toEqual([])
  })

  it('are called by what they are for, in kebab-case', () => {
    expect(misnamedFiles(all)).toEqual([])
  })

  it('export by name', () => {
    expect(defaultExports(all)).toEqual([])
  })

  it('give a reason for every suppression, and an issue for every TODO', () => {
    expect(baselessMarks(all)).toEqual([])
  })
})

const source = (path: string, text: string) => [{ path, text }]

describe('the places of texts', () => {
  it.each([
    ['src/http/x.ts', 'const port = process.env.PORT', 1],
    ['src/http/x.ts', "const port = process.env['PORT']", 1],
    ['src/http/x.ts', "const port = process['env'].PORT", 1],
    ['src/http/x.ts', 'const { env } = process', 1],
    ['adapters/sqlite/x.ts', 'const { env: { PORT } } = process', 1],
    ['src/config/x.ts', 'const port = process.env.PORT', 0],
    ['src/http/x.ts', '// process.env is not ours\nprocess.exitCode = 1', 0],
    ['src/http/x.ts', "log.info('process.env')", 0],
  ])('leave the environment to the settings: %s, %s', (path, text, problems) => {
    expect(misplacedTexts(source(path, text))).toHaveLength(problems)
  })

  it.each([
    ['src/http/x.ts', "ctx.body = '<p>' + name + '</p>'", 1],
    ['src/http/x.ts', `ctx.body = html\`<input type="hidden" value="\${value}">\``, 1],
    ['src/domain/mail/x.ts', `const body = \`<a href="\${link}">\``, 1],
    ['adapters/smtp/x.ts', 'const body = `<!DOCTYPE html>`', 1],
    ['views/pages/x.ts', "const body = '<p>' + name + '</p>'", 0],
    ['src/lib/html.ts', "const body = '<p></p>'", 0],
    ['src/cli/x.ts', "const usage = 'client show <id> <name>'", 0],
    ['src/lib/x.ts', 'const smaller: Map<string, number> = a < b && c > d', 0],
  ])('leave HTML to the views: %s, %s', (path, text, problems) => {
    expect(misplacedTexts(source(path, text))).toHaveLength(problems)
  })
})

describe('the names of files', () => {
  it.each([
    'src/lib/readForm.ts',
    'src/lib/read_form.ts',
    'src/lib/Read-form.ts',
    'src/signIn/index.ts',
    'src/lib/a..ts',
  ])('are kebab-case, unlike %s', (path) =>
    expect(misnamedFiles(source(path, ''))).toEqual([`${path} is not kebab-case`]),
  )

  it.each([
    'utils',
    'helpers',
    'common',
    'types',
    'constants',
    'manager',
    'account-service',
    'string-utils',
    'helper.test',
  ])('say what a file is for, unlike %s', (name) =>
    expect(misnamedFiles(source(`src/lib/${name}.ts`, ''))).toHaveLength(1),
  )

  it.each([
    'src/lib/ids.ts',
    'test/lib/read-form.test.ts',
    'adapters/sqlite/migrations/0001-first-tables.ts',
  ])('may be %s', (path) => expect(misnamedFiles(source(path, ''))).toEqual([]))
})

describe('exports', () => {
  it.each(['export default function () {}', 'export { a as default }', 'export default class A {}'])(
    'have names, unlike %s',
    (text) => expect(defaultExports(source('src/lib/x.ts', text))).toHaveLength(1),
  )

  it('may speak of a default', () => {
    expect(defaultExports(source('src/lib/x.ts', "// export default\nconst a = 'export default'"))).toEqual(
      [],
    )
  })
})

describe('marks', () => {
  it.each([
    ['// biome-ignore lint/suspicious/noExplicitAny: the engine has no types for this', 0],
    ['// biome-ignore lint/suspicious/noExplicitAny: <explanation>', 1],
    ['// biome-ignore lint/suspicious/noExplicitAny', 1],
    ['/* biome-ignore-all format: */', 1],
    ['// @ts-expect-error the engine hides it from its types', 0],
    ['// @ts-expect-error', 1],
    ['// @ts-ignore the engine hides it from its types', 1],
    ['const a = b as any', 1],
    ['const a = b as any // the engine has no types for this', 0],
    ['// The engine has no types for this.\nconst a = b as any', 0],
    ["const a = 'b as any'", 0],
    ['// TODO later', 1],
    ['// TODO(ada): later', 1],
    ['// TODO(#12): later', 0],
    ["const a = 'TODO'", 0],
    ['// FIXME(#12): now', 1],
    ['/**\n * One.\n * XXX two\n */', 1],
  ])('have their reason or their issue: %s', (text, problems) => {
    expect(baselessMarks(source('src/lib/x.ts', text))).toHaveLength(problems)
  })
})
