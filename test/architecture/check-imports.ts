/** Holds imports against the table of rooms and packages. Each function answers with what breaks the rules, in words. */
import {
  DOMAIN_BUILTINS,
  EVERY_FILE,
  FILE_EXCEPTIONS,
  PACKAGES,
  ROOMS,
  type Room,
  SIGNING,
  SIGNS,
} from './rules.ts'
import { type Aliases, type ResolvedImport, resolveImports, type Source } from './sources.ts'

export function brokenImportRules(sources: Source[], aliases: Aliases): string[] {
  return sources.flatMap((source) => {
    const room = roomOf(source.path)
    if (room === undefined) return [`${source.path} lies in no room that rules.ts knows`]
    return resolveImports(source, aliases).flatMap((found) =>
      [found.isPackage ? packageProblem(found, room) : roomProblem(found, room), signingProblem(found, room)]
        .filter((problem) => problem !== undefined)
        .map((problem) => `${found.from}:${found.line} ${problem}`),
    )
  })
}

export function roomOf(path: string): Room | undefined {
  return ROOMS.filter(({ at }) => path === at || path.startsWith(`${at}/`))
    .sort((a, b) => a.at.length - b.at.length)
    .at(-1)
}

function roomProblem(found: ResolvedImport, room: Room): string | undefined {
  const target = roomOf(found.to)
  if (target === undefined) return `imports ${found.specifier}, which lies in no room that rules.ts knows`
  if (target === room) return undefined
  const allowed = [...room.mayImport, ...(FILE_EXCEPTIONS[found.from] ?? [])].map(readEntry)
  const files = allowed.filter(({ what }) => what !== target.at && isFile(what) && matches(what, found.to))
  const rooms = allowed.filter(({ what }) => matches(what, target.at))
  if (files.length + rooms.length === 0)
    return `imports ${found.specifier}: ${room.at} may not import ${target.at}`
  if (files.some((entry) => isWithin(entry, found))) return undefined
  if (!rooms.some((entry) => isWithin(entry, found))) {
    const limits = [...files, ...rooms].map(({ limit, what }) => `${limit} of ${what}`)
    return `imports ${found.names.join(', ')} from ${found.specifier}: ${room.at} may import only ${limits.join(', ')}`
  }
  return isByDoor(found, target)
    ? undefined
    : `imports ${found.specifier}: ${target.at} is entered by its door only`
}

/** By the alias, which leads to the door. What has none: files at the root of src, and adapters on their way to ports. */
function isByDoor({ from, specifier, to }: ResolvedImport, target: Room): boolean {
  if (target.door !== EVERY_FILE && to !== `${target.at}/${target.door}`) return false
  const hasNoAlias =
    /^src\/[^/]+\.ts$/.test(target.at) || target.at.startsWith('adapters/') || from.startsWith('adapters/')
  return hasNoAlias || specifier.startsWith('#')
}

interface Entry {
  /** Undefined for all that is there. */
  limit: string | undefined
  what: string
}

function readEntry(entry: string): Entry {
  const [, limit, what = ''] = /^(?:(\w+) (?:of|in) )?(.+)$/.exec(entry) ?? []
  return { limit, what }
}

function isWithin({ limit }: Entry, { names, typesOnly }: ResolvedImport): boolean {
  if (limit === undefined) return true
  return limit === 'types' ? typesOnly : names.length > 0 && names.every((name) => name === limit)
}

function isFile(what: string): boolean {
  return what.endsWith('.ts')
}

function matches(pattern: string, path: string): boolean {
  const expression = pattern
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('**', '\0')
    .replaceAll('*', '[^/]*')
    .replaceAll('\0', '.*')
  return new RegExp(`^${expression}$`).test(path)
}

function packageProblem(found: ResolvedImport, room: Room): string | undefined {
  const { to } = found
  const homes = PACKAGES[to]?.map(readEntry)
  if (homes === undefined) {
    if (!to.startsWith('node:')) return `imports ${to}, a package without a home in rules.ts`
    const isDomain = room.at.startsWith('src/domain/')
    return isDomain && !DOMAIN_BUILTINS.includes(to)
      ? `imports ${to}: the domain is plain TypeScript`
      : undefined
  }
  const home = homes.find(({ what }) => what === room.at)
  if (home === undefined) return `imports ${to}, which is at home in ${PACKAGES[to]?.join(', ')}`
  return isWithin(home, found) ? undefined : `imports ${to}, of which ${room.at} may have types only`
}

function signingProblem({ names, to, typesOnly }: ResolvedImport, room: Room): string | undefined {
  const signing = (SIGNING as Record<string, string[]>)[to]
  if (signing === undefined || typesOnly || SIGNS.includes(room.at)) return undefined
  const name = names.find((candidate) => [...signing, '*', 'default'].includes(candidate))
  return name === undefined ? undefined : `imports ${name} of ${to}: only ${SIGNS.join(', ')} may sign`
}
