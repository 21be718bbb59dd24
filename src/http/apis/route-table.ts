/** Which route a path and a method lead to. Paths are compared exactly; a path is one surface's, or below its base. */
import type { Route } from './define-route.ts'
import type { Surface } from './surface.ts'

export interface Match {
  surface: Surface
  /** Absent where there is no such path, or not with this method. */
  route?: Route
  /** The methods that the path has; none where there is no such path. */
  methods: string[]
  params: Record<string, string>
}

interface Entry {
  surface: Surface
  pattern: RegExp
  routes: Map<string, Route>
}

export function createRouteTable(surfaces: Surface[]): (method: string, path: string) => Match | undefined {
  const entries = new Map<string, Entry>()
  for (const surface of surfaces) {
    for (const route of surface.routes) {
      const entry = entries.get(route.path) ?? { surface, pattern: patternOf(route.path), routes: new Map() }
      entry.routes.set(route.method, route)
      entries.set(route.path, entry)
    }
  }
  const withParams = [...entries.values()].filter(({ pattern }) => pattern.source.includes('(?<'))

  return (method, path) => {
    const surface = surfaces.find(({ base }) => path === base || path.startsWith(`${base}/`))
    if (surface === undefined) return undefined
    const entry = entries.get(path) ?? withParams.find(({ pattern }) => pattern.test(path))
    if (entry === undefined) return { surface, methods: [], params: {} }
    const params = decodedParams(entry.pattern, path)
    // HEAD goes wherever GET does (RFC 9110 §9.3.2).
    const hasHead = entry.routes.get('GET')?.changesByGet !== true
    const route = entry.routes.get(method === 'HEAD' && hasHead ? 'GET' : method)
    const methods = [...entry.routes.keys()].flatMap((known) =>
      known === 'GET' && hasHead ? ['GET', 'HEAD'] : [known],
    )
    return { surface: entry.surface, ...(route === undefined ? {} : { route }), methods, params }
  }
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)
}

/** What is encoded wrongly is taken as it stands: it names nothing. */
function decodedParams(pattern: RegExp, path: string): Record<string, string> {
  const found = Object.entries(pattern.exec(path)?.groups ?? {})
  return Object.fromEntries(found.map(([name, value]) => [name, decoded(value)]))
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
