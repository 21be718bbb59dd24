/** Text that has broken servers before. */
const b64 = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

const jwt = (header: unknown, payload: unknown, signature = 'AAAA') =>
  `${b64(header)}.${b64(payload)}.${signature}`

export const deep = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '')

const proof = (jwk: unknown, claims: unknown) => jwt({ alg: 'ES256', typ: 'dpop+jwt', jwk }, claims)

export const MALFORMED_JWTS: readonly string[] = [
  ...words('. .. ... a.b a.b.c e30.e30. e30.. .e30.'),
  '.'.repeat(1000),
  jwt({ alg: 'none' }, { sub: 'x' }, ''),
  jwt({ alg: 'none', typ: 'at+jwt' }, { iss: 'x', sub: 'x', aud: 'x' }, ''),
  jwt({ alg: 'HS256' }, { iss: 1, sub: [], aud: {}, exp: 'never' }),
  jwt({ alg: 'RS256', kid: '../../etc/passwd' }, { exp: -1 }),
  jwt({ alg: 'RS256', crit: ['exp'], jku: 'https://evil.example/jwks' }, { iss: null }),
  jwt({ alg: 'RS256', zip: 'DEF' }, { iat: 1e308 }),
  jwt('{"alg":"RS256","__proto__":{"x":1}}', '{"__proto__":{"admin":true}}'),
  jwt({ alg: ['RS256'] }, []),
  jwt([], {}),
  jwt('null', 'null'),
  jwt('x', 'y'),
  jwt(deep(2000), deep(2000)),
  proof({ kty: 'oct', k: 'AAAA' }, { htm: 'POST', htu: 'x', jti: 'x', iat: 0 }),
  proof({ kty: 'EC', crv: 'P-256', x: '', y: '' }, {}),
  proof('x', { htm: 1 }),
  `${b64({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a.b.c.d`,
  'eyJhbGciOiJSUzI1NiJ9.\u00e9\u00e9.x',
]

const NO_VALUES = words(`
  0 -1 1e999 NaN true null undefined {} [] { " ' \\ 99999999999999999999 -9223372036854775808 0x10 1.5 ٣
  __proto__ constructor prototype toString hasOwnProperty __defineGetter__ $ne {"$gt":""} ../../etc/passwd
  % %00 %zz %25 \${7*7} {{7*7}} <script>alert(1)</script>
  javascript:alert(1) http://[::1 http://localhost:99999/ urn: urn:ietf:params:oauth:request_uri: data:, //
  S256 plain query.jwt form_post web_message fragment at_ rt_ ac_ at_====`)

const CHARACTERS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\r\n',
  '\t',
  '\u001b[31m',
  '\u007f',
  '\ud800',
  'a\udfffb',
  '\ufeff',
  '\uffff',
  '\u202e',
  '\u{1f600}',
  'é',
  'e\u0301',
  'ß',
  'İ',
  'https://\u0000/',
]

const PHRASES = [
  '[object Object]',
  "' OR 1=1 --",
  'openid openid',
  'openid  email',
  'openid\u00a0email',
  'code token',
  'none login',
  'login consent select_account',
]

const LONG = [
  'a'.repeat(300),
  'a '.repeat(2000),
  'é'.repeat(2000),
  '\u0000'.repeat(500),
  'a@'.repeat(1000),
  `${'a.'.repeat(120)}@${'a.'.repeat(60)}`,
  deep(3000),
  `${'{"a":'.repeat(1500)}1${'}'.repeat(1500)}`,
  `rt_${'a'.repeat(108)}`,
  `at_${'A'.repeat(90)}`,
  `at_${'é'.repeat(60)}`,
  `at_${'A'.repeat(9000)}`,
]

/** Objects where an endpoint expects JSON in a parameter. */
const JSON_VALUES = [
  '{"id_token":null}',
  '{"id_token":[]}',
  '{"id_token":{"sub":"x"},"userinfo":1}',
  '{"id_token":{"acr":{"essential":true,"values":[1,null,{}]}}}',
  '{"id_token":{"sub":{"value":["x"]}},"userinfo":{"__proto__":null,"name":{"essential":"x"}}}',
  '{"__proto__":{"x":1},"constructor":{}}',
  `{"userinfo":${deep(500)}}`,
]

export const HOSTILE_TEXTS: readonly string[] = [
  ...NO_VALUES,
  ...CHARACTERS,
  ...PHRASES,
  ...LONG,
  ...JSON_VALUES,
  ...MALFORMED_JWTS,
]
