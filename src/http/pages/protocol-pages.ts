/** The pages that the protocol engine asks for: errors that cannot go back to an app, signing out, and devices. */
import type { Accounts } from '#domain/accounts'
import { ENDPOINTS, interactionPath, type ProtocolPages } from '#oidc'
import { catalogues } from '#views/messages/index'
import { signOutPage } from '#views/pages/sign-out'
import { signedOutPage } from '#views/pages/signed-out'
import { sendPage } from '../frame.ts'
import { answer } from '../middleware/error-responder.ts'
import { allowFormRedirect } from '../middleware/security-headers.ts'
import { type DeviceDependencies, devicePages } from './device.ts'

export function createProtocolPages(deps: DeviceDependencies & { accounts: Accounts }): ProtocolPages {
  const { accounts, frameOf } = deps
  return {
    languages: Object.keys(catalogues),
    async renderError(ctx, out, cause) {
      const { error, error_description: description } = out as { error: string; error_description?: string }
      // The way back from a sign-in that is over: its page knows how to begin anew, or says what to do.
      const uid = (ctx as unknown as { params?: { uid?: string } }).params?.uid
      if (ctx.oidc?.route === 'resume' && cause.name === 'SessionNotFound' && uid !== undefined) {
        ctx.redirect(interactionPath(uid))
        ctx.status = 303
        return
      }
      ctx.state.requestId = ctx.response.get('X-Request-Id')
      frameOf(ctx, { uiLocales: uiLocalesOf(ctx) })
      answer(ctx, frameOf, {
        status: ctx.status,
        code: error,
        message: description ?? 'The app sent a request that cannot be answered.',
        ...(ctx.status < 500 ? { words: 'app' } : {}),
      })
    },
    async renderSignOut(ctx) {
      const { client, params, session } = ctx.oidc
      const account = await accounts.findById(session?.accountId ?? '')
      const returnTo = params?.post_logout_redirect_uri
      allowFormRedirect(ctx, typeof returnTo === 'string' ? returnTo : undefined)
      const frame = frameOf(ctx, { uiLocales: uiLocalesOf(ctx), accountLocale: account?.claims.locale })
      const page = signOutPage({
        frame,
        action: `${ENDPOINTS.end_session}/confirm`,
        fields: { xsrf: String(session?.state?.secret), logout: 'yes' },
        accountEmail: account?.email,
        clientName: client?.clientName,
        stayUrl: '/',
      })
      sendPage(ctx, frame, page)
    },
    async renderSignedOut(ctx) {
      const { client } = ctx.oidc
      const frame = frameOf(ctx, { uiLocales: uiLocalesOf(ctx) })
      const page = signedOutPage({ frame, clientName: client?.clientName, clientUri: client?.clientUri })
      sendPage(ctx, frame, page)
    },
    ...devicePages(deps),
  }
}

/** What the app asked for (RP-Initiated Logout 1.0 §2 knows it too). */
function uiLocalesOf(ctx: Parameters<ProtocolPages['renderError']>[0]): string | undefined {
  const value = ctx.oidc?.params?.ui_locales
  return typeof value === 'string' ? value : undefined
}
