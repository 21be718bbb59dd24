/** The hosted pages, as one table of routes. */
import Router from '@koa/router'
import type { SignIn } from '#domain/sign-in'
import { interactionPath } from '#oidc'
import { showConsent, submitConsent } from './consent.ts'
import {
  interactionForm,
  interactionPage,
  type PageDependencies,
  redirect,
  uidOf,
} from './interaction-route.ts'
import { showSignIn, submitCancel, submitSignIn } from './sign-in.ts'
import { showSignUp, submitSignUp } from './sign-up.ts'

export type AllPageDependencies = PageDependencies & { signIn: SignIn }

export function createPages(deps: AllPageDependencies): Router {
  const router = new Router({ strict: true, sensitive: true })
  const path = interactionPath(':uid')
  const consent = showConsent(deps)

  router.get(
    path,
    interactionPage(deps, async (ctx, visit) => {
      if (visit.interaction.prompt === 'login') showSignIn(deps, ctx, visit, {})
      else await consent(ctx, visit)
    }),
  )
  router.post(`${path}/sign-in`, interactionForm(deps, submitSignIn(deps)))
  router.get(`${path}/sign-up`, interactionPage(deps, showSignUp(deps)))
  router.post(`${path}/sign-up`, interactionForm(deps, submitSignUp(deps)))
  router.post(`${path}/consent`, interactionForm(deps, submitConsent(deps)))
  router.post(`${path}/cancel`, interactionForm(deps, submitCancel(deps)))
  // The address of a form opened by itself, as it stands in the browser after an error: the page with the form.
  router.get([`${path}/sign-in`, `${path}/consent`, `${path}/cancel`], (ctx) => {
    redirect(ctx, interactionPath(encodeURIComponent(uidOf(ctx))))
  })
  return router
}
