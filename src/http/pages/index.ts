/** The hosted pages, as one table of routes. */
import Router from '@koa/router'
import { interactionPath } from '#oidc'
import { showConsent, submitConsent } from './consent.ts'
import { showForgotPassword, submitForgotPassword } from './forgot-password.ts'
import { interactionForm, interactionPage, redirect, uidOf } from './interaction-route.ts'
import { createMailedLinks } from './mailed-links.ts'
import {
  type SecondFactorDependencies,
  showSecondFactor,
  showStepUp,
  submitSecondFactor,
} from './second-factor.ts'
import { showSignIn, submitCancel, submitPasskey, submitSignIn } from './sign-in.ts'
import { showSignUp, submitSignUp } from './sign-up.ts'

export type AllPageDependencies = SecondFactorDependencies

export function createPages(deps: AllPageDependencies): Router {
  const router = new Router({ strict: true, sensitive: true })
  const path = interactionPath(':uid')
  const consent = showConsent(deps)
  const stepUp = showStepUp(deps)

  router.get(
    path,
    interactionPage(deps, async (ctx, visit) => {
      const { prompt, stepUp: isStepUp } = visit.interaction
      if (prompt === 'consent') await consent(ctx, visit)
      else if (isStepUp) await stepUp(ctx, visit)
      else await showSignIn(deps, ctx, visit, {})
    }),
  )
  router.post(`${path}/sign-in`, interactionForm(deps, submitSignIn(deps)))
  router.post(`${path}/passkey`, interactionForm(deps, submitPasskey(deps)))
  router.get(`${path}/second-factor`, interactionPage(deps, showSecondFactor(deps)))
  router.post(`${path}/second-factor`, interactionForm(deps, submitSecondFactor(deps)))
  router.get(`${path}/forgot-password`, interactionPage(deps, showForgotPassword(deps)))
  router.post(`${path}/forgot-password`, interactionForm(deps, submitForgotPassword(deps)))
  router.get(`${path}/sign-up`, interactionPage(deps, showSignUp(deps)))
  router.post(`${path}/sign-up`, interactionForm(deps, submitSignUp(deps)))
  router.post(`${path}/consent`, interactionForm(deps, submitConsent(deps)))
  router.post(`${path}/cancel`, interactionForm(deps, submitCancel(deps)))
  // The address of a form opened by itself, as it stands in the browser after an error: the page with the form.
  router.get(
    ['sign-in', 'passkey', 'consent', 'cancel'].map((name) => `${path}/${name}`),
    (ctx) => {
      redirect(ctx, interactionPath(encodeURIComponent(uidOf(ctx))))
    },
  )
  router.use(createMailedLinks(deps).routes())
  return router
}
