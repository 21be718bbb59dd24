/**
 * A person's own account: pages that are an app like any other, registered as `account`, and sign people in by the front
 * door. One table of routes; what each does is in the file of its subject.
 */
import Router from '@koa/router'
import { linkDonePage } from '#views/pages/mailed-link'
import { signedOutPage } from '#views/pages/signed-out'
import { sendPage } from '../frame.ts'
import { answer } from '../middleware/error-responder.ts'
import { originOf } from '../middleware/request-context.ts'
import { type AccountDependencies, accountForm, accountPage, goTo } from './account-route.ts'
import { type AccountSessionDependencies, createAccountSessions } from './account-session.ts'
import { revokeApp, showApps } from './apps.ts'
import { deleteAccount, downloadData, showData, showDelete } from './data.ts'
import { addPasskey, removePasskey, renamePasskey } from './passkeys.ts'
import { changeEmail, changeProfile, resendVerification, showProfile } from './profile.ts'
import { changePassword, forgetDevice, forgetDevices, showSecurity } from './security.ts'
import { endOthers, endSession, showSessions } from './sessions.ts'
import { confirmTwoStep, createRecoveryCodes, showTwoStep, turnOffTwoStep } from './two-step.ts'

export type AccountPagesDependencies = Omit<AccountDependencies, 'accountSessions'> &
  AccountSessionDependencies

export function createAccountPages(given: AccountPagesDependencies): Router {
  const accountSessions = createAccountSessions(given)
  const deps: AccountDependencies = { ...given, accountSessions }
  const router = new Router({ strict: true, sensitive: true })

  addDoors(router, deps, given)
  router.get('/account/', (ctx) => goTo(ctx, '/account'))
  router.get('/account', accountPage(deps, showProfile()))
  router.post('/account/profile', accountForm(deps, changeProfile(deps)))
  router.post('/account/email', accountForm(deps, changeEmail(deps)))
  router.post('/account/verification', accountForm(deps, resendVerification(deps)))

  router.get('/account/security', accountPage(deps, showSecurity(deps), 'recent'))
  router.post('/account/security/password', accountForm(deps, changePassword(deps), 'recent'))
  router.get('/account/security/two-step', accountPage(deps, showTwoStep(deps), 'recent'))
  router.post('/account/security/two-step', accountForm(deps, confirmTwoStep(deps), 'recent'))
  router.post('/account/security/two-step/off', accountForm(deps, turnOffTwoStep(deps), 'recent'))
  router.post('/account/security/recovery-codes', accountForm(deps, createRecoveryCodes(deps), 'recent'))
  router.post('/account/security/passkeys', accountForm(deps, addPasskey(deps), 'recent'))
  router.post('/account/security/passkeys/rename', accountForm(deps, renamePasskey(deps), 'recent'))
  router.post('/account/security/passkeys/remove', accountForm(deps, removePasskey(deps), 'recent'))
  router.post('/account/security/devices/forget-one', accountForm(deps, forgetDevice(deps), 'recent'))
  router.post('/account/security/devices/forget', accountForm(deps, forgetDevices(deps), 'recent'))

  router.get('/account/sessions', accountPage(deps, showSessions()))
  router.post('/account/sessions/end', accountForm(deps, endSession(deps)))
  router.post('/account/sessions/end-others', accountForm(deps, endOthers(deps)))
  router.get('/account/apps', accountPage(deps, showApps(deps)))
  router.post('/account/apps/revoke', accountForm(deps, revokeApp(deps)))
  router.get('/account/data', accountPage(deps, showData()))
  router.post('/account/data/download', accountForm(deps, downloadData(deps), 'recent'))
  router.get('/account/delete', accountPage(deps, showDelete(), 'recent'))
  router.post('/account/delete', accountForm(deps, deleteAccount(deps), 'recent'))
  return router
}

/** The way in and the ways out. */
function addDoors(router: Router, deps: AccountDependencies, { issuer }: AccountPagesDependencies): void {
  const { accountSessions, frameOf, sessions } = deps
  router.get('/account/callback', async (ctx) => {
    ctx.set('Cache-Control', 'no-store')
    if (await accountSessions.complete(ctx)) return
    // Cancelled: back to where nothing is asked.
    if (ctx.query.error === 'access_denied') goTo(ctx, '/account/signed-out')
    else answer(ctx, frameOf, { status: 410, code: 'interaction_gone', message: 'This sign-in has ended' })
  })
  router.post(
    '/account/sign-out',
    accountForm(deps, async (ctx, { session }) => {
      await sessions.end(session.accountId, session.sessionId, originOf(ctx))
      accountSessions.end(ctx)
      goTo(ctx, '/account/signed-out')
    }),
  )
  router.get('/account/signed-out', (ctx) => {
    const frame = frameOf(ctx)
    sendPage(
      ctx,
      frame,
      signedOutPage({ frame, clientName: frame.messages.account.product, clientUri: `${issuer}/account` }),
    )
  })
  router.get('/account/deleted', (ctx) => {
    const frame = frameOf(ctx)
    sendPage(ctx, frame, linkDonePage({ frame, purpose: 'delete' }))
  })
}
