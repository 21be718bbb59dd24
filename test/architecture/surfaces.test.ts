/** The surfaces of the JSON APIs are built alike, and none stands on another or does the work of the core itself. */
import { describe, expect, it } from 'vitest'
import { SURFACES } from './rules.ts'
import { readAliases, readSources, resolveImports } from './sources.ts'

const sources = readSources([SURFACES.at])
const surfaceOf = (path: string) => /^\/([\w-]+)\//.exec(path.slice(SURFACES.at.length))?.[1]
const surfaces = new Set(sources.flatMap(({ path }) => surfaceOf(path) ?? []))

describe('the surfaces of the JSON APIs', () => {
  it('are one for each specification', () => {
    expect([...surfaces].sort()).toEqual(['account', 'auth', 'me', 'profile', 'tenant'])
  })

  it.each([...surfaces])('are the same files: %s', (surface) => {
    const folder = `${SURFACES.at}/${surface}/`
    const files = sources.filter(({ path }) => path.startsWith(folder))
    expect(files.map(({ path }) => path.slice(folder.length))).toEqual(SURFACES.files)
  })

  it.each([...surfaces])('use no package, and no other surface: %s', (surface) => {
    const files = sources.filter(({ path }) => surfaceOf(path) === surface)
    const foreign = files
      .flatMap((file) => resolveImports(file, readAliases()))
      .filter(({ to, isPackage }) => isPackage || (surfaceOf(to) ?? surface) !== surface)
    expect(foreign.map(({ from, to }) => `${from} imports ${to}`)).toEqual([])
  })
})
