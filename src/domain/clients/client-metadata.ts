/** What makes a registration valid: the rules of RFC 7591 §2, RFC 8252 and RFC 9700 that this provider holds to. */
import { type BrandInput, checkBrand } from '#domain/branding'
import { type DomainError, invalidField } from '#domain/errors'
import { parseScopeValues, SCOPE_RULE } from '#lib/scope-values'
import type { Client, ClientAuthMethod } from './client.ts'

export const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code'
export const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
export const GRANT_TYPES = [
  'authorization_code',
  'refresh_token',
  'client_credentials',
  DEVICE_CODE,
  TOKEN_EXCHANGE,
] as const
export const CLIENT_AUTH_METHODS: readonly ClientAuthMethod[] = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
  'none',
]

/** What a registration says; everything but the name has a default. */
export interface ClientInput extends BrandInput {
  name: string
  redirectUris?: string[]
  postLogoutRedirectUris?: string[]
  grantTypes?: string[]
  scope?: string
  resources?: string[]
  authMethod?: string
  jwks?: unknown
  /** In an update, undefined takes it away, as it does for `jwks`: a client has one of the two at most. */
  jwksUri?: string | undefined
  pkce?: string
  firstParty?: boolean
}

export type ClientMetadata = Omit<Client, 'id' | 'secrets' | 'createdAt' | 'updatedAt'>

const INVALID = 'invalid_client_metadata'
const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]'])
const DANGEROUS_SCHEMES = new Set(['javascript:', 'data:', 'vbscript:', 'file:', 'blob:', 'about:'])
/** Of every key type (RFC 7518 §6, RFC 8037 §2). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv']
const KEY_TYPES = ['RSA', 'EC', 'OKP']
const MAX_URIS = 100
const MAX_URI_LENGTH = 2000

/** @throws DomainError `invalid`, code `invalid_client_metadata`, naming the field */
export function checkClientMetadata(input: ClientInput): ClientMetadata {
  const authMethod = checkAuthMethod(input.authMethod ?? 'client_secret_basic')
  const grantTypes = checkGrantTypes(input.grantTypes ?? ['authorization_code', 'refresh_token'])
  const redirectUris = checkUris('redirect_uris', input.redirectUris ?? [], checkRedirectUri)
  const metadata: ClientMetadata = {
    name: checkName(input.name),
    redirectUris,
    postLogoutRedirectUris: checkUris(
      'post_logout_redirect_uris',
      input.postLogoutRedirectUris ?? [],
      checkRedirectUri,
    ),
    grantTypes,
    scope: input.scope === undefined ? null : checkScope(input.scope),
    resources: checkUris('resource', input.resources ?? [], checkResource),
    authMethod,
    jwks: input.jwks === undefined ? null : checkJwks(input.jwks),
    jwksUri: input.jwksUri === undefined ? null : checkJwksUri(input.jwksUri),
    pkce: checkPkce(input.pkce ?? 'required'),
    firstParty: input.firstParty ?? false,
    applicationType: isNative(authMethod, redirectUris) ? 'native' : 'web',
    brand: checkBrand(input, INVALID),
  }
  checkTogether(metadata)
  return metadata
}

/** What no single member can tell. */
function checkTogether(metadata: ClientMetadata): void {
  const { authMethod, grantTypes, jwks, jwksUri, pkce, redirectUris } = metadata
  const usesCode = grantTypes.includes('authorization_code')
  if (usesCode && redirectUris.length === 0) {
    throw invalid('redirect_uris', 'needs at least one URI for the authorization_code grant')
  }
  if (grantTypes.includes('refresh_token') && !usesCode && !grantTypes.includes(DEVICE_CODE)) {
    throw invalid(
      'grant_types',
      'has refresh_token, which only authorization_code or a device code can bring',
    )
  }
  if (authMethod === 'none' && grantTypes.includes('client_credentials')) {
    throw invalid('grant_types', 'has client_credentials, which a public client cannot use (RFC 6749 §4.4)')
  }
  if (authMethod === 'none' && grantTypes.includes(TOKEN_EXCHANGE)) {
    throw invalid('grant_types', 'has token-exchange, which would let anybody exchange what they found')
  }
  if (authMethod === 'none' && pkce === 'optional') {
    throw invalid('pkce', 'cannot be optional for a public client (RFC 9700 §2.1.1)')
  }
  checkApplicationType(metadata)
  if (jwks !== null && jwksUri !== null) throw invalid('jwks_uri', 'cannot stand beside jwks (RFC 7591 §2)')
  if (authMethod === 'private_key_jwt' && jwks === null && jwksUri === null) {
    throw invalid('jwks', 'or jwks_uri is needed for private_key_jwt')
  }
}

/** What OpenID Connect Registration 1.0 §2 allows the URIs of each kind of application to be. */
function checkApplicationType({
  applicationType,
  redirectUris,
  postLogoutRedirectUris,
}: ClientMetadata): void {
  for (const [field, uris] of [
    ['redirect_uris', redirectUris],
    ['post_logout_redirect_uris', postLogoutRedirectUris],
  ] as const) {
    const wrong = uris.find((uri) =>
      applicationType === 'web' ? !isWeb(uri) : uri.startsWith('https:') && isLoopback(uri),
    )
    if (wrong === undefined) continue
    throw invalid(
      field,
      applicationType === 'web'
        ? `has ${wrong}, whose scheme is for apps on a device; such an app has a redirect URI of that kind too`
        : `has ${wrong}; an app on a device uses http to loopback`,
    )
  }
}

/** Apps on a device come back by a scheme of their own, or to a loopback port of any number (RFC 8252 §7). */
function isNative(authMethod: ClientAuthMethod, redirectUris: string[]): boolean {
  if (redirectUris.some((uri) => !isWeb(uri))) return true
  return authMethod === 'none' && redirectUris.length > 0 && redirectUris.every(isLoopback)
}

function isWeb(uri: string): boolean {
  return /^https?:/i.test(uri)
}

function isLoopback(uri: string): boolean {
  return LOOPBACK_HOSTS.has(new URL(uri).hostname)
}

function invalid(field: string, problem: string): DomainError {
  return invalidField(field, problem, INVALID)
}

function checkName(name: string): string {
  const trimmed = name.trim()
  if (trimmed === '' || trimmed.length > 200 || /\p{Cc}/u.test(trimmed)) {
    throw invalid('client_name', 'must be one line of 1 to 200 characters')
  }
  return trimmed
}

function checkAuthMethod(method: string): ClientAuthMethod {
  const known = CLIENT_AUTH_METHODS.find((candidate) => candidate === method)
  if (known === undefined) {
    throw invalid('token_endpoint_auth_method', `must be one of ${CLIENT_AUTH_METHODS.join(', ')}`)
  }
  return known
}

function checkGrantTypes(grantTypes: string[]): string[] {
  const unknown = grantTypes.find((grantType) => !GRANT_TYPES.some((known) => known === grantType))
  if (unknown !== undefined || grantTypes.length === 0) {
    throw invalid('grant_types', `must be some of ${GRANT_TYPES.join(', ')}`)
  }
  return [...new Set(grantTypes)]
}

function checkScope(scope: string): string {
  const values = parseScopeValues(scope)
  if (values === undefined) throw invalid('scope', SCOPE_RULE)
  return values.join(' ')
}

function checkUris(field: string, uris: string[], check: (field: string, uri: string) => void): string[] {
  if (uris.length > MAX_URIS) throw invalid(field, `cannot hold more than ${MAX_URIS} URIs`)
  for (const uri of uris) {
    if (
      uri.length > MAX_URI_LENGTH ||
      /[\s\p{Cc}]/u.test(uri) ||
      URL.parse(uri) === null ||
      uri.includes('#')
    ) {
      throw invalid(
        field,
        `must be absolute URIs without a fragment, not ${JSON.stringify(uri.slice(0, 200))}`,
      )
    }
    check(field, uri)
  }
  return [...new Set(uris)]
}

/** RFC 9700 §2.1: no plain http but to loopback, no wildcard; RFC 8252 §7.1: a private scheme has a dot. */
function checkRedirectUri(field: string, uri: string): void {
  const { protocol, hostname, username, password } = new URL(uri)
  if (username !== '' || password !== '') throw invalid(field, 'must not contain a user name or password')
  if (hostname.includes('*')) throw invalid(field, 'must not contain a wildcard')
  if (DANGEROUS_SCHEMES.has(protocol)) throw invalid(field, `must not use the scheme ${protocol}`)
  if (protocol === 'http:' && !LOOPBACK_HOSTS.has(hostname)) {
    throw invalid(field, `must use https unless its host is loopback, unlike ${uri}`)
  }
  if (!/^https?:$/.test(protocol) && !(protocol.includes('.') && uri.startsWith(`${protocol}/`))) {
    throw invalid(
      field,
      `must use https, or a scheme made from a domain name as in com.example.app:/callback, not ${protocol}`,
    )
  }
}

/** An absolute URI without fragment is all that RFC 8707 §2 asks for. */
function checkResource(): void {}

function checkJwksUri(uri: string): string {
  const url = URL.parse(uri)
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw invalid('jwks_uri', 'must be an https URL')
  }
  if (url.protocol === 'http:' && !LOOPBACK_HOSTS.has(url.hostname)) {
    throw invalid('jwks_uri', 'must use https unless its host is loopback')
  }
  return uri
}

function checkJwks(jwks: unknown): { keys: Record<string, unknown>[] } {
  const keys = typeof jwks === 'object' && jwks !== null && 'keys' in jwks ? jwks.keys : undefined
  if (
    !Array.isArray(keys) ||
    keys.length === 0 ||
    !keys.every((key) => typeof key === 'object' && key !== null)
  ) {
    throw invalid('jwks', 'must be a JSON Web Key Set with at least one key (RFC 7517 §5)')
  }
  for (const key of keys as Record<string, unknown>[]) {
    if (!KEY_TYPES.includes(String(key.kty)))
      throw invalid('jwks', `must hold keys of type ${KEY_TYPES.join(', ')}`)
    if (PRIVATE_MEMBERS.some((member) => member in key)) {
      throw invalid('jwks', 'must hold public keys only; a private or symmetric key was given')
    }
  }
  return { keys: keys as Record<string, unknown>[] }
}

function checkPkce(pkce: string): 'required' | 'optional' {
  if (pkce !== 'required' && pkce !== 'optional') throw invalid('pkce', 'must be required or optional')
  return pkce
}
