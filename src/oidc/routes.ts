/** The protocol endpoints: their paths, and the methods that each answers (contract, "The protocol endpoints"). */

export const ENDPOINTS = {
  authorization: '/oauth/authorize',
  token: '/oauth/token',
  device_authorization: '/oauth/device_authorization',
  code_verification: '/device',
  pushed_authorization_request: '/oauth/par',
  introspection: '/oauth/introspect',
  revocation: '/oauth/revoke',
  userinfo: '/oauth/userinfo',
  end_session: '/oauth/logout',
  jwks: '/.well-known/jwks.json',
} as const

/** Where no browser brings its cookies. */
export const MACHINE_PATHS = new Set<string>([
  ENDPOINTS.token,
  ENDPOINTS.pushed_authorization_request,
  ENDPOINTS.introspection,
  ENDPOINTS.revocation,
  ENDPOINTS.userinfo,
])

export const DISCOVERY_PATHS = [
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
] as const

/** Where a person's browser is sent to sign in and consent. */
export function interactionPath(uid: string): string {
  return `/interaction/${uid}`
}

const POST = ['POST', 'OPTIONS']
const GET = ['GET', 'HEAD', 'OPTIONS']

const METHODS: [path: RegExp, methods: string[]][] = [
  [/^\/oauth\/authorize$/, ['GET', 'HEAD', 'POST']],
  [/^\/oauth\/authorize\/[\w-]+$/, ['GET', 'HEAD']],
  [/^\/oauth\/(token|par|introspect|revoke|device_authorization)$/, POST],
  [/^\/device$/, ['GET', 'HEAD', 'POST']],
  [/^\/device\/[\w-]+$/, ['GET', 'HEAD']],
  [/^\/oauth\/userinfo$/, [...GET, 'POST']],
  [/^\/oauth\/logout$/, ['GET', 'HEAD', 'POST']],
  [/^\/oauth\/logout\/confirm$/, ['POST']],
  [/^\/oauth\/logout\/success$/, ['GET', 'HEAD']],
  [/^\/\.well-known\/(jwks\.json|openid-configuration|oauth-authorization-server)$/, GET],
]

/** The methods that a protocol path answers; undefined for a path that is none. Paths are compared exactly. */
export function methodsOf(path: string): string[] | undefined {
  return METHODS.find(([pattern]) => pattern.test(path))?.[1]
}
