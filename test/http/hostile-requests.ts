/** Requests that are wrong in one or many ways, but still HTTP. */
import type { Chance } from './chance.ts'
import { everyEndpoint } from './every-endpoint.ts'
import { deep, HOSTILE_TEXTS, MALFORMED_JWTS } from './hostile-text.ts'
import type { Known } from './known.ts'
import type { RawRequest } from './raw-request.ts'

const FORM = 'application/x-www-form-urlencoded'

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '')

/** Names that mean something to one endpoint or another, and names that mean something to JavaScript. */
const NAMES = [
  ...words(`client_id client_secret client_assertion client_assertion_type grant_type code code_verifier redirect_uri
    refresh_token scope resource token token_type_hint response_type response_mode state nonce prompt max_age display
    ui_locales claims claims_locales acr_values login_hint id_token_hint request request_uri registration code_challenge
    code_challenge_method dpop_jkt access_token post_logout_redirect_uri logout_hint xsrf logout csrf username email name
    current-password new-password remember decision iss error authorization_details audience subject_token actor_token
    __proto__ constructor prototype toString a[b] scope[] scope[0] client_id[__proto__] é`),
  '',
  ' ',
  '\u0000',
  '\ud800',
]

const BROKEN_VALUES = words('% %2 %zz %c3%28 %ff%fe %ed%a0%80 %00 + = %u0041 &&& ;')

export const encode = (text: string): string => encodeURIComponent(text.toWellFormed())

function pair(chance: Chance, values: readonly string[]): string {
  const name = chance.oneOf(NAMES)
  const value = chance.oneOf(chance.once(3) ? values : HOSTILE_TEXTS)
  if (chance.once(12)) return `${encode(name)}=${chance.oneOf(BROKEN_VALUES)}`
  return chance.once(20) ? encode(name) : `${encode(name)}=${encode(value)}`
}

function pairs(chance: Chance, values: readonly string[], base: string): string {
  const all = Array.from({ length: 1 + chance.below(6) }, () => pair(chance, values))
  if (chance.once(6)) all.push(...all)
  // A request that is right but for one thing gets further than one that is all wrong.
  return chance.once(2) ? [base, ...all].join('&') : all.join('&')
}

const TYPES = [
  `${FORM}; charset=utf-16`,
  `${FORM}; charset=\u00ff`,
  `${FORM};;;`,
  FORM.toUpperCase(),
  'application/json',
  'application/json; charset=x',
  'text/plain',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'application/xml',
  '',
  '/',
  'x',
  '*/*',
  `application/${'x'.repeat(2000)}`,
]

const latin1 = (text: string): string => Buffer.from(text).toString('latin1')
const TOKENS = MALFORMED_JWTS.map(latin1)

const CREDENTIALS = [
  ...['', ':', 'x', '%zz:%zz', '\u0000:\u0000', '\u00ff\u00fe:x', 'a:b:c'].map(
    (text) => `Basic ${btoa(text)}`,
  ),
  ...[
    'Basic',
    'Basic =',
    'Basic !!!!',
    'Bearer',
    'Bearer  x',
    'bearer x',
    'Bearer x y',
    'DPoP',
    'DPoP x',
    'Digest x',
  ],
  ...['', '\u00ff', 'Basic x, Bearer y', `Basic ${'A'.repeat(6000)}`, `Bearer ${'A'.repeat(6000)}`],
  ...TOKENS.flatMap((token) => [`Bearer ${token}`, `DPoP ${token}`]),
]

const COOKIES = [
  ...['', '=', ';', '_session', '_session=', '_session=x; _session.sig=y', '_session=..; _session.sig=..'],
  ...[
    '_session=a.b.c',
    `_session=${'x'.repeat(4000)}`,
    '__proto__=x',
    'demo_session=__proto__',
    'demo_session=%zz',
  ],
  ...[
    '_interaction=%00; _interaction.sig=x',
    '_session="',
    '\u00ff=\u00ff',
    ';'.repeat(3000),
    'a=b; '.repeat(1000),
  ],
]

const HEADERS: readonly [name: string, values: readonly string[]][] = [
  ['Authorization', CREDENTIALS],
  ['DPoP', ['', 'x', ...TOKENS]],
  ['Cookie', COOKIES],
  [
    'Accept',
    ['', '*/*', 'text/html;q=x', 'text/html;q=-1', 'x', ',,,', 'image/png', '\u00ff', 'a/b,'.repeat(1000)],
  ],
  ['Origin', ['', 'null', 'x', 'http://', 'https://evil.example', '\u00ff', 'http://[', '"']],
  ['Accept-Encoding', ['gzip', 'x', '']],
  ['Content-Encoding', ['gzip', 'br', 'x', 'identity']],
  ['If-None-Match', ['*', '"x"', 'x', '\u00ff']],
  ['Range', ['bytes=0-1', 'bytes=x']],
  ['Expect', ['100-continue', 'x']],
  ['X-Forwarded-For', ['x', '::1, 127.0.0.1', '\u00ff', ',,,']],
  ['Access-Control-Request-Method', ['POST', 'x', '']],
  ['Sec-Fetch-Site', ['same-origin', 'x', '\u00ff']],
  ['Upgrade', ['h2c', 'websocket']],
]

const METHODS = words(
  'GET HEAD POST PUT PATCH DELETE OPTIONS TRACE PROPFIND MKCOL M-SEARCH SUBSCRIBE PURGE LINK',
)

const SUFFIXES = [
  ...['', '', '', '', '', '', '', ''],
  ...['/', '//', '/%00', '/..', '/%2e%2e', '/x', '/%zz', '/\u00ff', ';a=b', '/é', '/__proto__', '/%0d%0a'],
  `/${'a'.repeat(3000)}`,
]

function headersFor(chance: Chance, { basic, bearer }: Known, cookie: string): [string, string][] {
  const headers: [string, string][] = []
  if (chance.once(2)) headers.push(['Cookie', cookie])
  if (chance.once(2)) headers.push(['Authorization', chance.oneOf([basic, basic, bearer])])
  if (chance.once(2)) headers.push(['Accept', 'text/html'])
  for (let more = chance.below(4); more > 0; more -= 1) {
    const [name, values] = chance.oneOf(HEADERS)
    headers.push([name, chance.oneOf(values)])
  }
  return headers
}

/** A request to any endpoint. */
export function hostileRequest(chance: Chance, known: Known): RawRequest {
  const interaction = chance.oneOf(known.interactions)
  const { path, methods } = chance.oneOf(everyEndpoint(interaction.path))
  const method = chance.oneOf(chance.once(8) ? METHODS : methods)
  const target = latin1(path + chance.oneOf(SUFFIXES))
  const headers = headersFor(chance, known, interaction.cookie)
  const isAuthorization = path.includes('authorize') || path.includes('par')
  const base = isAuthorization ? known.authorize : `${known.token}&csrf=${interaction.csrf}`
  const query = pairs(chance, [...known.values, interaction.csrf], base)
  if (method !== 'POST' && method !== 'PUT') {
    const long = chance.once(60) ? `&${'a'.repeat(20_000)}` : ''
    return { method, path: `${target}?${query}${long}`, headers }
  }
  headers.push(['Content-Type', chance.once(3) ? chance.oneOf(TYPES) : FORM])
  return { method, path: target, headers, body: body(chance, query) }
}

function body(chance: Chance, query: string): string | Buffer {
  if (chance.once(10))
    return JSON.stringify({ grant_type: chance.oneOf(HOSTILE_TEXTS), token: [{}], client_id: { a: 1 } })
  if (chance.once(10)) return Buffer.from(Array.from({ length: chance.below(200) }, () => chance.below(256)))
  if (chance.once(20)) return deep(5000)
  if (chance.once(40)) return `${query}&${'a=b&'.repeat(15_000)}`
  return query
}
