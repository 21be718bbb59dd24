/** What the person has allowed apps, and taking it back. */
import { appsPage } from '#views/account/apps'
import { foreign } from '#views/partials/names'
import { sendPage } from '../frame.ts'
import { originOf } from '../middleware/request-context.ts'
import { permissionsInWords } from '../pages/permissions.ts'
import { type AccountDependencies, type AccountForm, type AccountPage, goTo } from './account-route.ts'

const PATH = '/account/apps'

export function showApps({ clients, consents }: AccountDependencies): AccountPage {
  return async (ctx, { account, frame }) => {
    const allowed = await consents.list(account.id)
    const apps = await Promise.all(
      allowed.map(async ({ clientId, updatedAt, ...permissions }) => {
        const client = await clients.find(clientId)
        return {
          clientId,
          name: client?.name ?? clientId,
          allowedAt: updatedAt,
          ...permissionsInWords(frame.messages, permissions, account),
        }
      }),
    )
    const { revoked } = ctx.query
    const gone = typeof revoked === 'string' ? await clients.find(revoked) : undefined
    const done = gone === undefined ? undefined : frame.messages.account.revoked(foreign(gone.name))
    sendPage(ctx, frame, appsPage({ frame, apps, done, revokeAction: `${PATH}/revoke` }))
  }
}

export function revokeApp({ consents }: AccountDependencies): AccountForm {
  return async (ctx, { account }, fields) => {
    const clientId = fields.get('client_id') ?? ''
    await consents.revoke(account.id, clientId, originOf(ctx))
    goTo(ctx, `${PATH}?revoked=${encodeURIComponent(clientId)}`)
  }
}
