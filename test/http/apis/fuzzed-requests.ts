/** Requests made from the OpenAPI document, and then spoilt in one way or another. */
import fc, { type Arbitrary } from 'fast-check'
import type { OpenApi, Operation } from '../../support/api-client.ts'

export interface FuzzedRequest {
  method: string
  path: string
  headers: Record<string, string>
  body?: Buffer
  /** Its sender goes away in the middle of it. */
  truncated?: boolean
}

interface Schema {
  type?: string | string[]
  enum?: unknown[]
  properties?: Record<string, Schema>
  items?: Schema
}

const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'admin',
  'role',
  '',
  'email ',
  '\u202e',
  '$where',
  'a.b',
  'é"\\',
]
const TEXTS = [
  '',
  ' ',
  '\0',
  'a\u0000b',
  '\ud800',
  '../../etc/passwd',
  "' OR 1=1 --",
  '<script>',
  '%00',
  '\r\nSet-Cookie: a=b',
  '{"$gt":""}',
  'a@b.cc',
  'Bearer',
  '0'.repeat(300),
  'x'.repeat(20_000),
]
const TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'application/json;charset=utf-7',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain',
  'application/xml',
  'application/jsonx',
  'a',
  '',
]

const text: Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(...TEXTS),
  fc.base64String({ maxLength: 60 }).map((part) => `${part}.${part}.${part}`),
)

const anything: Arbitrary<unknown> = fc.oneof(
  text,
  fc.anything({ maxDepth: 2, withBigInt: false, withDate: false, withMap: false, withSet: false }),
  fc.constantFrom(null, true, 0, -1, 1e308, [], {}, [[[]]], { $ne: 1 }, ['a', 'b']),
)

/** Deeper than any parser of ours follows, in as few bytes. */
const deep = fc.integer({ min: 1, max: 5000 }).map((levels) => '['.repeat(levels) + ']'.repeat(levels))

/** A request with some members right, some wrong, some missing, and some that are not there. */
function members(schema: Schema, mayBeRight: boolean): Arbitrary<Record<string, unknown>> {
  const known = Object.entries(schema.properties ?? {})
  // A right password is compared at the price of some milliseconds; what this is about lies before that.
  const guarded = mayBeRight ? known : known.filter(([name]) => !/password/i.test(name))
  const right = Object.fromEntries(
    guarded.map(([name, property]) => [
      name,
      fc.oneof({ weight: 4, arbitrary: valid(property) }, { weight: 1, arbitrary: anything }),
    ]),
  )
  const more = fc.dictionary(fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 12 })), anything, {
    maxKeys: 2,
  })
  return fc
    .tuple(
      fc.record(right, { requiredKeys: [] }),
      fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: more }),
    )
    .map(([some, others]) => ({ ...some, ...others }))
}

function valid(schema: Schema): Arbitrary<unknown> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  const [type] = [schema.type ?? 'string'].flat()
  if (type === 'integer') return fc.integer()
  if (type === 'boolean') return fc.boolean()
  return text
}

function jsonText(value: unknown): string {
  // What JSON cannot say is left out, as any client would.
  return JSON.stringify(value, (_name, member) => (typeof member === 'symbol' ? undefined : member)) ?? 'null'
}

/** The text of a body, spoilt as text. */
function spoilt(json: Arbitrary<string>): Arbitrary<Buffer> {
  const bytes = json.map((whole) => Buffer.from(whole))
  const cut = fc
    .tuple(bytes, fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([whole, at]) => whole.subarray(0, Math.floor(whole.length * at)))
  const twice = fc
    .tuple(json, text)
    .map(([whole, value]) =>
      Buffer.from(whole.replace(/^\{/, `{"token":${JSON.stringify(value)},"token":1,`)),
    )
  const proto = json.map((whole) => Buffer.from(whole.replace(/^\{/, '{"__proto__":{"admin":true},')))
  const noUtf8 = bytes.map((whole) =>
    Buffer.concat([whole.subarray(0, 2), Buffer.from([0xc3, 0x28, 0xff]), whole.subarray(2)]),
  )
  const huge = fc
    .integer({ min: 60_000, max: 90_000 })
    .map((size) => Buffer.from(`{"a":"${'x'.repeat(size)}"}`))
  return fc.oneof(
    { weight: 60, arbitrary: bytes },
    { weight: 8, arbitrary: cut },
    { weight: 8, arbitrary: twice },
    { weight: 5, arbitrary: proto },
    { weight: 5, arbitrary: noUtf8 },
    { weight: 4, arbitrary: deep.map((nested) => Buffer.from(`{"a":${nested}}`)) },
    { weight: 1, arbitrary: huge },
    { weight: 4, arbitrary: anything.map((value) => Buffer.from(jsonText(value))) },
    { weight: 2, arbitrary: fc.uint8Array({ maxLength: 60 }).map((raw) => Buffer.from(raw)) },
    { weight: 2, arbitrary: fc.constant(Buffer.alloc(0)) },
  )
}

/** What a header may hold at all; the rest no client can send. */
const headerText = fc.string({ unit: 'grapheme-ascii', maxLength: 60 })

const headers = fc.record(
  {
    'content-type': fc.oneof(
      { weight: 6, arbitrary: fc.constant('application/json') },
      { weight: 2, arbitrary: fc.constantFrom(...TYPES) },
    ),
    authorization: fc.oneof(
      headerText.map((token) => `Bearer ${token}`),
      headerText.map((token) => `DPoP ${token}`),
      headerText.map((token) => `Basic ${btoa(token)}`),
      headerText,
    ),
    dpop: headerText,
    origin: fc.oneof(fc.constantFrom('null', 'https://evil.example.com', '"'), headerText),
    accept: fc.constantFrom('application/json', '*/*', 'text/html', 'image/png', ''),
    'content-encoding': fc.constantFrom('gzip', 'identity', 'br'),
    'x-forwarded-for': headerText,
    'access-control-request-method': fc.constantFrom('POST', 'GET', 'x', ''),
  },
  { requiredKeys: ['content-type'] },
)

/** Most headers are for what one of them is about; together they would hide each other. */
const fewHeaders = fc
  .tuple(headers, fc.nat(10))
  .map(([all, keep]) =>
    Object.fromEntries(Object.entries(all).filter((_entry, at) => at === 0 || at === keep)),
  )

function ofOperation(path: string, method: string, operation: Operation): Arbitrary<FuzzedRequest> {
  const content = operation.requestBody?.content ?? {}
  const schema = (content['application/json']?.schema ?? { type: 'object' }) as Schema
  const json = fc
    .nat(199)
    .chain((chance) => members(schema, chance === 0))
    .map(jsonText)
  const form = members(schema, false).map((fields) =>
    Buffer.from(
      new URLSearchParams(
        Object.entries(fields).map(([name, value]): [string, string] => [name, jsonText(value)]),
      ).toString(),
    ),
  )
  const takesForm = 'application/x-www-form-urlencoded' in content
  const body = takesForm
    ? fc.oneof({ weight: 3, arbitrary: spoilt(json) }, { weight: 1, arbitrary: form })
    : spoilt(json)
  const part = fc.oneof(
    fc.webSegment({ size: 'small' }),
    fc.constantFrom('%00', '%ff', '..', '%2e%2e', '%', 'a%2fb', '~'),
  )
  const filled = part.map((value) => path.replace(/\{\w+\}/g, value || 'x'))
  const methods = fc.oneof(
    { weight: 12, arbitrary: fc.constant(method.toUpperCase()) },
    { weight: 1, arbitrary: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS') },
  )
  const end = fc.oneof(
    { weight: 20, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: fc.constantFrom('/', '//', '?a=b', '?__proto__=1', '/..', '%20') },
  )
  return fc
    .tuple(filled, end, methods, fewHeaders, body, fc.nat(99))
    .map(([at, rest, verb, sent, content, chance]) => {
      const hasBody = !['GET', 'HEAD', 'OPTIONS', 'DELETE'].includes(verb)
      const base = { method: verb, path: at + rest, headers: sent as Record<string, string> }
      return hasBody ? { ...base, body: content, truncated: chance === 0 } : base
    })
}

export function fuzzedRequests(document: OpenApi): Arbitrary<FuzzedRequest> {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ofOperation(path, method, operation)),
  )
  return fc.oneof(...operations)
}
