/** `tenant` (specification 003): tokens by tenant, project and client, and the exchange of OIDC tokens for them. */
import { checkEmail } from '#domain/accounts'
import { TOKEN_EXCHANGE } from '#domain/clients'
import { DomainError, invalidField } from '#domain/errors'
import { type Plane, unauthorized } from '#domain/tenants'
import type { ApiCore } from '../api-core.ts'
import { defineRoute } from '../define-route.ts'
import type { FromSchema } from '../json-schema.ts'
import type { Surface } from '../surface.ts'
import { CODES, errors } from './errors.ts'
import { presentIssued } from './present.ts'
import * as schemas from './schemas.ts'

const SUCCESS = {
  status: 200,
  schema: schemas.ISSUED,
  example: {
    access_token: 'eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9…',
    expires_in: 3600,
    token_type: 'Bearer',
  },
} as const

const PURPOSE: Record<Plane, string> = {
  user: 'The tenant’s own APIs accept it.',
  admin: 'The admin API accepts it; the member needs the role admin.',
}

/** One for each plane, since the two lie below paths of their own. */
export function tenantSurfaces(core: ApiCore): Surface[] {
  return (['user', 'admin'] as const).map((plane) => ({
    name: `tenant-${plane}`,
    description: `What a member of a tenant may do, as a token. ${PURPOSE[plane]}`,
    base: `/auth/${plane}`,
    errors: errors(core.issuer),
    codes: CODES,
    routes: [generateToken(core, plane), exchange(core, plane)],
  }))
}

const generateToken = ({ issuer, tenants, tenantTokens, secretChecker }: ApiCore, plane: Plane) => {
  const path = `/auth/${plane}/generateToken`

  type Body = FromSchema<typeof schemas.GENERATE_TOKEN>

  /** A name alone never makes a token: the client has its secret, or shows in another way that it is the one. */
  async function isProven(
    client: Parameters<typeof secretChecker.isSecret>[0],
    body: Body,
    authorization: string,
  ) {
    if (body.secret_id !== undefined) return secretChecker.isSecret(client, body.secret_id)
    const url = issuer + path
    const proven = await tenantTokens.authenticateClient({
      authorization,
      assertion: body.client_assertion,
      url,
    })
    // A person's token shows who the person is. Whoever holds it could otherwise ask about anybody.
    return proven?.clientId === client.id && proven.accountId === undefined && proven.memberId === undefined
  }

  return defineRoute({
    method: 'POST',
    path,
    operationId: `${plane}GenerateToken`,
    summary: 'Get a token about a member',
    description: PURPOSE[plane],
    guard: { kind: 'public' },
    request: {
      schema: schemas.GENERATE_TOKEN,
      example: {
        client_id: 'your_client_id',
        email_id: 'user@example.com',
        project_id: 'your_project_id',
        secret_id: 'your_secret_id',
        tenant_id: 'your_tenant_id',
      },
    },
    success: { ...SUCCESS, description: 'What the member may do.' },
    failures: { unauthorized: 401, client_not_found: 404 },
    async handle({ body, authorization, origin }) {
      const { client_id: clientId, project_id: projectId, tenant_id: tenantId } = body
      const email = emailIn(body)
      const place = await tenants.grants.findPlace({ clientId, projectId, tenantId })
      const grant = await tenants.grants.grant(place, { email }, plane, () =>
        isProven(place.client, body, authorization),
      )
      return presentIssued(await tenantTokens.issue(grant, plane, { origin, grantType: 'generate_token' }))
    },
  })
}

/** No member has what is no address, so whoever sends it is told, before anything is looked up. */
function emailIn({ email_id: text }: FromSchema<typeof schemas.GENERATE_TOKEN>): string {
  try {
    return checkEmail(text)
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error
    throw invalidField('email_id', error.fields?.email ?? '')
  }
}

const exchange = ({ issuer, tenants, tenantTokens }: ApiCore, plane: Plane) => {
  const path = `/auth/${plane}/oidcToken`
  return defineRoute({
    method: 'POST',
    path,
    operationId: `${plane}OidcToken`,
    summary: 'Exchange an ID token for a token about a member',
    description: `The bearer is an access token of the client, or of the very person. ${PURPOSE[plane]}`,
    guard: { kind: 'public' },
    request: { schema: schemas.OIDC_TOKEN, example: { oidc_token: 'eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9…' } },
    success: { ...SUCCESS, description: 'What the member may do.' },
    failures: { unauthorized: 401 },
    async handle({ body, bearer, authorization, origin }) {
      const caller =
        bearer === undefined
          ? undefined
          : await tenantTokens.authenticateClient({ authorization, url: issuer + path })
      const place = caller && (await tenants.grants.placeOf(caller.clientId))
      if (place === undefined) throw unauthorized()
      const shown = await tenantTokens.redeemIdToken(body.oidc_token, place, plane)
      if (shown === undefined) throw unauthorized()
      const grant = await tenants.grants.grant(place, shown, plane, async () => true)
      // A bearer that speaks for somebody is good for that person's ID token alone.
      if (caller?.accountId !== undefined && caller.accountId !== grant.subject) throw unauthorized()
      const told = { origin, grantType: TOKEN_EXCHANGE, expiresAt: shown.expiresAt }
      return presentIssued(await tenantTokens.issue(grant, plane, told))
    },
  })
}
