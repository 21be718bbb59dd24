/** Finds files that import each other in a circle, by whatever way; imports of types count. */
import { type Aliases, resolveImports, type Source } from './sources.ts'

/** Each circle once, as the files on it in order. */
export function findCycles(sources: Source[], aliases: Aliases): string[][] {
  const graph = new Map<string, string[]>()
  for (const source of sources) {
    const files = resolveImports(source, aliases).filter(({ isPackage }) => !isPackage)
    graph.set(source.path, [...new Set(files.map(({ to }) => to))])
  }
  const cycles: string[][] = []
  const done = new Set<string>()

  function visit(path: string, trail: string[]): void {
    const seen = trail.indexOf(path)
    if (seen !== -1) {
      cycles.push(trail.slice(seen))
      return
    }
    if (done.has(path)) return
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path])
    done.add(path)
  }

  for (const path of graph.keys()) visit(path, [])
  return cycles
}
