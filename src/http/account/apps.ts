/** What the person has allowed apps, and taking it back. */
import type { Account } from '#domain/accounts'
import type { Client } from '#domain/clients'
import { DomainError } from '#domain/errors'
import { type AppEntry, appsPage } from '#views/account/apps'
import { foreign } from '#views/partials/names'
import { sendPage } from '../frame.ts'
import { originOf } from '../middleware/request-context.ts'
import { permissionsInWords } from '../pages/permissions.ts'
import { type AccountDependencies, type AccountForm, type AccountPage, goTo } from './account-route.ts'

const PATH = '/account/apps'

export function showApps({ branding, clients, consents, tenants }: AccountDependencies): AccountPage {
  return async (ctx, { account, frame }) => {
    const allowed = await consents.list(account.id)
    const apps = await Promise.all(
      allowed.map(async ({ clientId, updatedAt, ...permissions }) => {
        const client = await clients.find(clientId)
        return {
          clientId,
          name: client?.name ?? clientId,
          face: client && (await branding.faceOf(client, client.redirectUris[0])),
          allowedAt: updatedAt,
          ...permissionsInWords(frame.messages, permissions, account),
          membership: await membershipOf(tenants, client, account),
        }
      }),
    )
    const { revoked } = ctx.query
    const gone = typeof revoked === 'string' ? await clients.find(revoked) : undefined
    const done = gone === undefined ? undefined : frame.messages.account.revoked(foreign(gone.name))
    sendPage(ctx, frame, appsPage({ frame, apps, done, revokeAction: `${PATH}/revoke` }))
  }
}

/** What tokens for a tenant's app say of a person who is a member there, as `gatehouse tenant explain` tells it too. */
async function membershipOf(
  tenants: AccountDependencies['tenants'],
  client: Client | undefined,
  account: Account,
): Promise<AppEntry['membership']> {
  if (!client?.tenancy || !account.emailVerified) return undefined
  try {
    const { tenantId } = client.tenancy
    const who = { tenantId, email: account.email, clientId: client.id }
    const { because, tenant, roles, groups } = await tenants.explain(who)
    const led = [...Object.entries(because.scopes), ...Object.entries(because.resources)]
    const values = led.map(([value, reasons]) => ({
      value,
      because: [...new Set(reasons.flatMap(({ roles, groups }) => [...roles, ...groups]))],
    }))
    const saysNothing = [roles, groups, values].every(({ length }) => length === 0)
    return saysNothing ? undefined : { tenant: tenant.name, roles, groups, values }
  } catch (error) {
    // Not a member, or not any more.
    if (error instanceof DomainError && error.kind === 'not_found') return undefined
    throw error
  }
}

export function revokeApp({ consents }: AccountDependencies): AccountForm {
  return async (ctx, { account }, fields) => {
    const clientId = fields.get('client_id') ?? ''
    await consents.revoke(account.id, clientId, originOf(ctx))
    goTo(ctx, `${PATH}?revoked=${encodeURIComponent(clientId)}`)
  }
}
