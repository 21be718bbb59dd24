/**
 * What a route of the JSON APIs is: one value from which the router, the check of requests, the OpenAPI document and,
 * in the tests, the check of responses are made, so that none of them can say something else than the others.
 */
import type { Account } from '#domain/accounts'
import type { Origin } from '#domain/events'
import type { AccessToken, EngineAnswer, EngineEndpoint, ForwardedRequest } from '#oidc'
import type { FromSchema, JsonSchema } from './json-schema.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH'

/** Who may call. */
export type Guard =
  /** Anybody. */
  | { kind: 'public' }
  /** Whoever holds an access token of a person, with all of these scope values. */
  | {
      kind: 'bearer'
      scopes: readonly string[]
      /** `account-api`: only a token made for the account API; `any`: one for no resource server as well. */
      audience: 'account-api' | 'any'
    }
  /** As the engine decides: the client authenticates as it is registered. */
  | { kind: 'client' }

/** The person who calls, as their token tells. */
export interface Caller {
  account: Account
  token: AccessToken
  /** The token itself. */
  accessToken: string
}

export interface Call<Body, G extends Guard> {
  body: Body
  /** Parts of the path, by their names. */
  params: Record<string, string>
  caller: G extends { kind: 'bearer' } ? Caller : undefined
  /** The token that came along with a public call, unchecked. */
  bearer: string | undefined
  /** The header as it came: who authenticates as a client is the engine's to say. */
  authorization: string
  origin: Origin
  /** Has a protocol endpoint answer, with what the caller's headers prove. */
  forward(request: Omit<ForwardedRequest, 'path'>): Promise<EngineAnswer>
}

export interface RequestBody<S extends JsonSchema = JsonSchema> {
  schema: S
  /** A request that succeeds as written, given its tokens. */
  example: Record<string, unknown>
  /** Takes a form as well, and leaves unknown members aside (RFC 6749 §3.2); all members are text then. */
  oauth?: boolean
  /** May be absent. */
  optional?: boolean
}

export interface Success {
  status: 200 | 201 | 204
  description: string
  /** Absent for an answer without body. */
  schema?: JsonSchema
  example?: unknown
}

interface RouteTexts {
  method: Method
  /** As OpenAPI writes it: `/verify-email/{token}`. */
  path: string
  /** Unique among all routes. */
  operationId: string
  summary: string
  description?: string
  /** A GET with an effect, which HEAD must not have. */
  changesByGet?: boolean
  /** What each part of the path is, by its name. */
  pathParameters?: Record<string, string>
  success: Success
  /** What can go wrong here beyond what can go wrong everywhere: the code, and the status it has here. */
  failures?: Record<string, number>
}

export interface RouteDefinition<S extends JsonSchema, G extends Guard> extends RouteTexts {
  guard: G
  request?: RequestBody<S>
  /** @returns the body of the answer */
  handle(call: Call<FromSchema<S>, G>): unknown
}

/** A protocol endpoint under a further path: the engine answers. */
export interface AliasDefinition extends RouteTexts {
  guard: { kind: 'client' }
  request: RequestBody
  engine: EngineEndpoint
}

export interface Route extends RouteTexts {
  guard: Guard
  request?: RequestBody
  answer:
    | { by: 'handler'; handle(call: Call<unknown, Guard>): unknown }
    | { by: 'engine'; endpoint: EngineEndpoint }
}

export function defineRoute<const S extends JsonSchema, const G extends Guard>(
  definition: RouteDefinition<S, G>,
): Route {
  const { handle, ...texts } = definition
  // What a handler is given has been checked against the very schema that its type comes from.
  return { ...texts, answer: { by: 'handler', handle: handle as (call: Call<unknown, Guard>) => unknown } }
}

export function defineAlias({ engine, ...texts }: AliasDefinition): Route {
  return { ...texts, answer: { by: 'engine', endpoint: engine } }
}
