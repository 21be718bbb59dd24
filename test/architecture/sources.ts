/** The files that the rules are about, and what an import in one of them leads to. */
import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Import, readImports } from './read-imports.ts'

export interface Source {
  /** From the root of the project, such as `src/lib/ids.ts`. */
  path: string
  text: string
}

export interface ResolvedImport extends Import {
  from: string
  /** A file of the project, or the name of a package. */
  to: string
  isPackage: boolean
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export const PRODUCT = ['src', 'adapters', 'views']

/** Every TypeScript file of these folders. */
export function readSources(folders: string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(ROOT + folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
      .sort()
      .map((path) => ({ path, text: readFileSync(ROOT + path, 'utf8') })),
  )
}

/** `imports` of package.json: alias → file, either with one `*` at most. */
export type Aliases = Record<string, string>

export function readAliases(): Aliases {
  const { imports } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as { imports: Aliases }
  return imports
}

export function resolveImports({ path, text }: Source, aliases: Aliases): ResolvedImport[] {
  return readImports(text).map((found) => {
    const file = resolveFile(path, found.specifier, aliases)
    return { ...found, from: path, to: file ?? packageOf(found.specifier), isPackage: file === undefined }
  })
}

function resolveFile(from: string, specifier: string, aliases: Aliases): string | undefined {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier)
  if (!specifier.startsWith('#')) return undefined
  const exact = aliases[specifier]
  if (exact !== undefined) return posix.normalize(exact)
  for (const [alias, file] of Object.entries(aliases)) {
    const [before = '', after] = alias.split('*')
    if (after === undefined || !specifier.startsWith(before) || !specifier.endsWith(after)) continue
    return posix.normalize(file.replace('*', specifier.slice(before.length, specifier.length - after.length)))
  }
  return specifier
}

/** `koa` of `koa/lib/context.js`, `@koa/router` of `@koa/router`; Node's own modules by their whole name. */
function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
