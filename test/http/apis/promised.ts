/** What the OpenAPI document promises, one by one, and requests that go far enough to need a store. */
import type { ApiClient, Operation } from '../../support/api-client.ts'
import type { RunningApp } from '../../support/start-app.ts'
import { mailedToken } from '../account/mailed-token.ts'
import { aPerson, PASSWORD, type Person, resetToken, withSecondFactor } from './provocations.ts'

export interface Promised {
  method: string
  path: string
  operation: Operation
  status: number
}

/** Every status of every operation. */
export function promised({ document }: ApiClient): Promised[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) =>
      Object.keys(operation.responses).map((status) => ({
        method: method.toUpperCase(),
        path,
        operation,
        status: Number(status),
      })),
    ),
  )
}

export interface GoodRequest {
  path: string
  options: { token?: string; body?: object }
}

/** @returns for an operation, its own example with tokens that are good */
export async function goodRequests(
  app: RunningApp,
  api: ApiClient,
): Promise<(one: Pick<Promised, 'path' | 'operation'>) => GoodRequest> {
  const [somebody, other] = [await aPerson(app, api), await aPerson(app, api)]
  await withSecondFactor(app, other)
  const login = await api.post('/auth/login', { email: other.email, password: PASSWORD })
  const verify = await mailedToken(app, 'verify-email', somebody.email)
  const known = { ...somebody, reset: await resetToken(app, api, somebody.email), mfa: login.body.mfa_token }
  return ({ path, operation }) => {
    const isClient = operation.security.some((scheme) => 'client' in scheme)
    return {
      path: path.replace(/\{\w+\}/, verify),
      options: {
        ...(isClient ? {} : { token: somebody.access }),
        ...(operation.requestBody && { body: filled(operation, known) }),
      },
    }
  }
}

type Known = Pick<Person, 'access' | 'refresh'> & { reset: string; mfa: string }

function filled({ operationId, requestBody }: Operation, { access, refresh, reset, mfa }: Known): object {
  const example = requestBody?.content['application/json']?.example as Record<string, string>
  const real: Record<string, string> = {
    token: operationId === 'accountConfirmPasswordReset' ? reset : access,
    refresh_token: refresh,
    refreshToken: refresh,
    mfa_token: mfa,
  }
  return Object.fromEntries(Object.entries(example).map(([name, value]) => [name, real[name] ?? value]))
}
