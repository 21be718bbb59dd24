/** The OpenAPI 3.1 document, made from the very routes that run. */
import type { Route } from '../apis/define-route.ts'
import { ERROR_CODES } from '../apis/error-codes.ts'
import type { Surface } from '../apis/surface.ts'
import { codesByStatus, HEADERS_BY_STATUS } from './failures.ts'

type Json = Record<string, unknown>

export function openApiDocument(issuer: string, version: string, surfaces: Surface[]): Json {
  const paths: Record<string, Json> = {}
  for (const surface of surfaces) {
    for (const route of surface.routes) {
      paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(surface, route) }
    }
  }
  const document = {
    openapi: '3.1.1',
    info: {
      title: 'Gatehouse',
      version,
      summary: 'Accounts, sign-in and tokens as JSON.',
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: issuer }],
    tags: surfaces.map(({ name, description }) => ({ name, description })),
    paths,
    components: {
      schemas: Object.fromEntries(surfaces.map(({ errors: { name, schema } }) => [name, schema])),
      headers: HEADERS,
      securitySchemes: securitySchemes(issuer),
    },
  }
  // Without the members that are undefined, which are none in JSON.
  return JSON.parse(JSON.stringify(document)) as Json
}

const DESCRIPTION = `Several families of paths over the same accounts, sessions and tokens. A token of one family is good in every other
that it is allowed in, and what ends it in one ends it in all.

The protocol endpoints of OpenID Connect and OAuth 2 are not listed here: their discovery document is at
\`/.well-known/openid-configuration\`.`

/** The same in every document, so that a document tells by itself whether it has changed. */
const EXAMPLE_TIME = Date.UTC(2025, 5, 17, 10, 30)

/** Told with every answer, unless RATE_LIMIT is off. */
const BUDGET = {
  'X-RateLimit-Limit': {
    description: 'Requests that an address may send in a minute, to all of these paths together.',
    schema: { type: 'integer' },
  },
  'X-RateLimit-Remaining': { description: 'How many of them are left.', schema: { type: 'integer' } },
  'X-RateLimit-Reset': {
    description: 'When there are as many again: seconds since the epoch.',
    schema: { type: 'integer' },
  },
}

const HEADERS = {
  ...BUDGET,
  'WWW-Authenticate': {
    description: 'How to authenticate (RFC 6750 §3).',
    schema: { type: 'string' },
  },
  'Retry-After': { description: 'Seconds after which to try again.', schema: { type: 'integer' } },
}

function securitySchemes(issuer: string): Json {
  return {
    bearer: { type: 'http', scheme: 'bearer', description: 'An access token of any surface.' },
    oauth2: {
      type: 'oauth2',
      description: 'An authorization on the hosted pages, with PKCE.',
      flows: {
        authorizationCode: {
          authorizationUrl: `${issuer}/oauth/authorize`,
          tokenUrl: `${issuer}/oauth/token`,
          refreshUrl: `${issuer}/oauth/token`,
          scopes: {
            openid: 'Know who the person is',
            profile: 'See and change the profile',
            email: 'See the e-mail address',
          },
        },
      },
    },
    client: { type: 'http', scheme: 'basic', description: 'Client id and secret (RFC 6749 §2.3.1).' },
  }
}

const SECURITY: Record<Route['guard']['kind'], (scopes: readonly string[]) => Json[]> = {
  public: () => [],
  bearer: (scopes) => [{ bearer: [] }, { oauth2: scopes }],
  client: () => [{ client: [] }, {}],
}

function operation(surface: Surface, route: Route): Json {
  const { operationId, summary, description, guard, request, pathParameters = {} } = route
  const parameters = Object.entries(pathParameters).map(([name, text]) => ({
    name,
    in: 'path',
    required: true,
    description: text,
    schema: { type: 'string' },
  }))
  return {
    tags: [surface.name],
    operationId,
    summary,
    description,
    security: SECURITY[guard.kind](guard.kind === 'bearer' ? guard.scopes : []),
    ...(parameters.length > 0 && { parameters }),
    ...(request !== undefined && { requestBody: requestBody(request) }),
    responses: { [route.success.status]: success(route), ...failures(surface, route) },
  }
}

function requestBody({
  schema,
  example,
  oauth = false,
  optional = false,
}: NonNullable<Route['request']>): Json {
  const content = { schema, example }
  return {
    required: !optional,
    content: {
      'application/json': content,
      ...(oauth && { 'application/x-www-form-urlencoded': content }),
    },
  }
}

function success({ success: { description, schema, example } }: Route): Json {
  return {
    description,
    headers: headersByName([]),
    ...(schema && { content: { 'application/json': { schema, example } } }),
  }
}

/** @param own of the one answer, beside those of all */
function headersByName(own: string[]): Json {
  const names = [...own, ...Object.keys(BUDGET)]
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))
}

function failures({ errors }: Surface, route: Route): Json {
  const byStatus = [...codesByStatus(route)].map(([status, codes]) => {
    const examples = codes.map((code) => {
      const message = ERROR_CODES[code]?.title ?? code
      const value = errors.present({ status, code, message, headers: {} }, EXAMPLE_TIME)
      return [code, { summary: message, value }]
    })
    return [
      status,
      {
        description: codes.map((code) => ERROR_CODES[code]?.title ?? code).join('; '),
        headers: headersByName(HEADERS_BY_STATUS[status] ?? []),
        content: {
          'application/json': {
            schema: { $ref: `#/components/schemas/${errors.name}` },
            examples: Object.fromEntries(examples),
          },
        },
      },
    ]
  })
  return Object.fromEntries(byStatus)
}
