/** Everything that answers: the paths of the contract and of the demo app, and the methods of each. */
export interface Endpoint {
  path: string
  methods: string[]
  /** Whether people see it in a browser. */
  page: boolean
}

const GET = ['GET', 'HEAD']
const POST = ['POST']

/** @param interaction path of an interaction, such as `/interaction/x` */
export function everyEndpoint(interaction: string): Endpoint[] {
  const machines: [string, string[]][] = [
    ['/.well-known/openid-configuration', [...GET, 'OPTIONS']],
    ['/.well-known/oauth-authorization-server', [...GET, 'OPTIONS']],
    ['/.well-known/jwks.json', [...GET, 'OPTIONS']],
    ['/oauth/token', [...POST, 'OPTIONS']],
    ['/oauth/par', [...POST, 'OPTIONS']],
    ['/oauth/introspect', [...POST, 'OPTIONS']],
    ['/oauth/revoke', [...POST, 'OPTIONS']],
    ['/oauth/userinfo', [...GET, ...POST, 'OPTIONS']],
    ['/health', GET],
    ['/ready', GET],
    ['/demo/api', GET],
    ['/openapi.json', GET],
    ['/auth/token', [...POST, 'OPTIONS']],
    ['/auth/login', [...POST, 'OPTIONS']],
    ['/auth/me', [...GET, 'OPTIONS']],
    ['/v2/oauth/revoke', [...POST, 'OPTIONS']],
    ['/api/v1/auth/login', [...POST, 'OPTIONS']],
    ['/api/v1/auth/health', [...GET, 'OPTIONS']],
  ]
  const pages: [string, string[]][] = [
    ['/', GET],
    ['/swagger', GET],
    ['/errors/invalid_token', GET],
    ['/oauth/authorize', [...GET, ...POST]],
    ['/oauth/authorize/abc', GET],
    ['/oauth/logout', [...GET, ...POST]],
    ['/oauth/logout/confirm', POST],
    ['/oauth/logout/success', GET],
    [interaction, GET],
    [`${interaction}/sign-in`, [...GET, ...POST]],
    [`${interaction}/sign-up`, [...GET, ...POST]],
    [`${interaction}/consent`, [...GET, ...POST]],
    [`${interaction}/cancel`, [...GET, ...POST]],
    ['/demo', GET],
    ['/demo/sign-in', GET],
    ['/demo/callback', GET],
    ['/demo/sign-out', GET],
    ['/demo/refresh', [...GET, ...POST]],
    ['/demo/call-api', [...GET, ...POST]],
  ]
  return [
    ...machines.map(([path, methods]) => ({ path, methods, page: false })),
    ...pages.map(([path, methods]) => ({ path, methods, page: true })),
  ]
}
