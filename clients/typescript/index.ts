/**
 * A typed client of the JSON APIs: paths, bodies and answers are those of the OpenAPI document, so that a call which
 * the server would not understand does not compile.
 *
 * ```ts
 * const api = createGatehouseClient({ issuer: 'https://id.example.com' })
 * const { data, error } = await api.POST('/auth/login', { body: { email, password } })
 * ```
 */
import createClient, { type Client, type Middleware } from 'openapi-fetch'
import type { paths } from './schema.ts'

export type { components, paths } from './schema.ts'
export type GatehouseClient = Client<paths>

export interface ClientOptions {
  issuer: string
  /** Asked before each request; what it answers goes along as bearer token. */
  accessToken?: () => string | undefined
}

export function createGatehouseClient({ issuer, accessToken }: ClientOptions): GatehouseClient {
  const client = createClient<paths>({ baseUrl: issuer })
  const bearer: Middleware = {
    onRequest({ request }) {
      const token = accessToken?.()
      if (token !== undefined) request.headers.set('authorization', `Bearer ${token}`)
      return request
    },
  }
  client.use(bearer)
  return client
}
