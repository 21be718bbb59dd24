/**
 * A client of the JSON APIs that believes nothing: every answer is held against the OpenAPI document that the server
 * itself serves, and what was seen is written down, so that a test can tell what of the document never happens.
 */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { expect } from 'vitest'

type Json = Record<string, unknown>

interface MediaType {
  schema: Json
  example?: unknown
}

export interface Operation {
  operationId: string
  requestBody?: { required: boolean; content: Record<string, MediaType> }
  responses: Record<string, { content?: Record<string, MediaType>; headers?: Json }>
  security: Json[]
}

export interface OpenApi {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Json> }
}

export interface ApiAnswer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: what a literal client reads, member by member
  body: any
}

export interface CallOptions {
  body?: unknown
  /** Sent as it stands, instead of JSON. */
  raw?: string | Buffer | URLSearchParams
  token?: string
  headers?: Record<string, string>
}

export interface ApiClient {
  document: OpenApi
  /** `operationId status`, each that was seen. */
  seen: Set<string>
  call(method: string, path: string, options?: CallOptions): Promise<ApiAnswer>
  get(path: string, token?: string): Promise<ApiAnswer>
  post(path: string, body?: unknown, options?: CallOptions): Promise<ApiAnswer>
  /** Fails unless the document says this of the path. */
  check(method: string, path: string, answer: ApiAnswer): void
}

const FORMATS = {
  uri: (text: string) => URL.canParse(text),
  uuid: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/,
  email: /^[^@\s]+@[^@\s]+$/,
  password: true,
} as const

export async function createApiClient(issuer: string): Promise<ApiClient> {
  const document = (await (await fetch(`${issuer}/openapi.json`)).json()) as OpenApi
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, formats: FORMATS })
  const compiled = new Map<Json, ValidateFunction>()
  const seen = new Set<string>()

  function validatorOf(schema: Json): ValidateFunction {
    const name = /^#\/components\/schemas\/(\w+)$/.exec(String(schema.$ref))?.[1]
    const actual = name === undefined ? schema : (document.components.schemas[name] ?? {})
    const known = compiled.get(actual) ?? ajv.compile(actual)
    compiled.set(actual, known)
    return known
  }

  function checkSchema(schema: Json, { status, body }: ApiAnswer): void {
    const isValid = validatorOf(schema)
    expect(isValid(body), `${status} ${JSON.stringify(body)}: ${ajv.errorsText(isValid.errors)}`).toBe(true)
  }

  const client: ApiClient = {
    document,
    seen,
    async call(method, path, { body, raw, token, headers = {} } = {}) {
      const response = await fetch(issuer + path, {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...headers,
        },
        ...(raw !== undefined ? { body: raw } : body !== undefined ? { body: JSON.stringify(body) } : {}),
      })
      const text = await response.text()
      const answer = {
        status: response.status,
        headers: response.headers,
        body: text === '' ? undefined : JSON.parse(text),
      }
      client.check(method, path, answer)
      return answer
    },
    get: (path, token) => client.call('GET', path, token === undefined ? {} : { token }),
    post: (path, body, options = {}) => client.call('POST', path, { body, ...options }),
    check(method, target, answer) {
      const path = target.replace(/\?.*$/, '')
      const error = document.components.schemas[path.startsWith('/api/v1/auth') ? 'AccountError' : 'Error']
      const operation = operationAt(document, method, path)
      if (operation === undefined) {
        expect([404, 405]).toContain(answer.status)
        return checkSchema(error ?? {}, answer)
      }
      const described = operation.responses[answer.status]
      expect(described, `${operation.operationId} at ${path} answers ${answer.status}`).toBeDefined()
      seen.add(`${operation.operationId} ${answer.status}`)
      // The budget is told where there is one; most tests run without.
      const headers = Object.keys(described?.headers ?? {}).filter((name) => !name.startsWith('X-RateLimit-'))
      for (const header of headers) expect(answer.headers.has(header)).toBe(true)
      const content = described?.content?.['application/json']
      if (content === undefined) expect(answer.body).toBeUndefined()
      else checkSchema(content.schema, answer)
    },
  }
  return client
}

function operationAt(document: OpenApi, method: string, path: string): Operation | undefined {
  const exact = document.paths[path]
  const found =
    exact ??
    Object.entries(document.paths).find(([template]) =>
      new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path),
    )?.[1]
  return found?.[method.toLowerCase()]
}
