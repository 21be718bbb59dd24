/**
 * Where mailed links lead, outside of any sign-in: the mail may be opened on another device. Opening one changes
 * nothing, since mail scanners open links too; the button on the page does.
 */
import Router, { type RouterContext } from '@koa/router'
import type { Accounts } from '#domain/accounts'
import { DomainError } from '#domain/errors'
import type { OneTimeToken, OneTimeTokens, TokenPurpose } from '#domain/one-time-tokens'
import type { SignIn } from '#domain/sign-in'
import { readForm } from '#lib/read-form'
import type { Frame } from '#views/layout'
import { checkMailPage } from '#views/pages/check-mail'
import { type LinkDoneProps, linkDonePage, linkExpiredPage, mailedLinkPage } from '#views/pages/mailed-link'
import { resetPasswordPage } from '#views/pages/reset-password'
import { type FrameOf, sendPage } from '../frame.ts'
import { MAX_BODY_BYTES } from '../middleware/body-limit.ts'
import type { Csrf } from '../middleware/csrf.ts'
import { badBody } from '../middleware/refusal.ts'
import { originOf } from '../middleware/request-context.ts'
import { fieldProblems } from './field-problems.ts'

export interface MailedLinkDependencies {
  accounts: Accounts
  signIn: SignIn
  oneTimeTokens: OneTimeTokens
  csrf: Csrf
  frameOf: FrameOf
}

/** A link that has been followed, and whom it is for. */
interface Followed {
  token: string
  about: OneTimeToken
  frame: Frame
  /** What its form sends along. */
  fields: Record<string, string>
}

interface Link {
  path: string
  purposes: TokenPurpose[]
  /** @param problem with what was filled in */
  show(ctx: RouterContext, followed: Followed, problem?: string): void
  /** Has another link sent, where there is something to send. @throws DomainError */
  again(ctx: RouterContext, identifier: string): Promise<void>
  /** Does what the button says. @throws DomainError */
  act(ctx: RouterContext, followed: Followed, form: URLSearchParams): Promise<LinkDoneProps['purpose']>
}

export function createMailedLinks(deps: MailedLinkDependencies): Router {
  const router = new Router({ strict: true, sensitive: true })
  for (const link of linksOf(deps)) {
    router.get(link.path, async (ctx) => {
      ctx.set('Cache-Control', 'no-store')
      const followed = await follow(deps, ctx, link, String(ctx.query.token ?? ''))
      if (followed !== undefined) link.show(ctx, followed)
    })
    router.post(link.path, async (ctx) => {
      ctx.set('Cache-Control', 'no-store')
      await submit(deps, ctx, link)
    })
    router.post(againPath(link), async (ctx) => {
      ctx.set('Cache-Control', 'no-store')
      await submitAgain(deps, ctx, link)
    })
  }
  return router
}

function linksOf({ accounts, signIn }: MailedLinkDependencies): Link[] {
  const confirm = (path: string, purpose: 'verify' | 'unlock') => ({
    path,
    again: (ctx: RouterContext, identifier: string) =>
      accounts.requestLink(purpose, identifier, originOf(ctx)),
    show(ctx: RouterContext, { about, fields, frame }: Followed) {
      const kind = about.purpose === 'change_email' ? 'change' : purpose
      sendPage(ctx, frame, mailedLinkPage({ frame, purpose: kind, email: about.email, action: path, fields }))
    },
  })
  return [
    {
      ...confirm('/verify-email', 'verify'),
      purposes: ['verify_email', 'change_email'],
      async act(ctx, { about, token }) {
        await accounts.verifyEmail(token, originOf(ctx))
        return about.purpose === 'change_email' ? 'change' : 'verify'
      },
    },
    {
      ...confirm('/unlock', 'unlock'),
      purposes: ['unlock'],
      async act(ctx, { token }) {
        await signIn.unlockByMail(token, originOf(ctx))
        return 'unlock'
      },
    },
    {
      path: '/reset-password',
      purposes: ['reset_password'],
      again: (ctx, identifier) => accounts.requestPasswordReset(identifier, originOf(ctx)),
      show(ctx, { about, fields, frame }, error) {
        const action = '/reset-password'
        sendPage(ctx, frame, resetPasswordPage({ frame, action, fields, email: about.email, error }))
      },
      async act(ctx, { token }, form) {
        const newPassword = form.get('new-password') ?? ''
        await accounts.resetPassword({ token, newPassword }, originOf(ctx))
        return 'reset'
      },
    },
  ]
}

/** Undefined when the link is no good any more, which is then said. */
async function follow(
  deps: MailedLinkDependencies,
  ctx: RouterContext,
  link: Link,
  token: string,
): Promise<Followed | undefined> {
  const { accounts, csrf, frameOf, oneTimeTokens } = deps
  const about = await oneTimeTokens.look(link.purposes, token)
  const account = about && (await accounts.findById(about.accountId))
  const frame = frameOf(ctx, { accountLocale: account?.claims.locale })
  if (about === undefined) {
    showExpired(deps, ctx, link, { frame })
    return undefined
  }
  return { token, about, frame, fields: { csrf: csrf.token(token), token } }
}

async function submit(deps: MailedLinkDependencies, ctx: RouterContext, link: Link): Promise<void> {
  const form = await readForm(ctx.req, MAX_BODY_BYTES)
  if (!form.ok) throw badBody(form.status, form.problem)
  const token = form.fields.get('token') ?? ''
  deps.csrf.check(token, form.fields.get('csrf'))
  const followed = await follow(deps, ctx, link, token)
  if (followed === undefined) return
  const { frame } = followed
  try {
    const purpose = await link.act(ctx, followed, form.fields)
    const next = { url: '/', label: frame.messages.mailedLinks.goOn }
    sendPage(ctx, frame, linkDonePage({ frame, purpose, next }))
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const problem = fieldProblems(frame.messages, error)?.password
    if (error.code === 'link_expired') showExpired(deps, ctx, link, { frame })
    else if (problem === undefined) throw error
    else {
      ctx.status = 400
      link.show(ctx, followed, problem)
    }
  }
}

async function submitAgain(deps: MailedLinkDependencies, ctx: RouterContext, link: Link): Promise<void> {
  const form = await readForm(ctx.req, MAX_BODY_BYTES)
  if (!form.ok) throw badBody(form.status, form.problem)
  const path = againPath(link)
  deps.csrf.check(path, form.fields.get('csrf'))
  const frame = deps.frameOf(ctx)
  const identifier = (form.fields.get('username') ?? '').trim()
  if (identifier === '') {
    showExpired(deps, ctx, link, { frame, status: 400, error: frame.messages.fieldProblems.required })
    return
  }
  await link.again(ctx, identifier)
  sendPage(ctx, frame, checkMailPage({ frame, purpose: 'again', identifier }))
}

function againPath({ path }: Link): string {
  return `${path}/again`
}

function showExpired(
  { csrf }: MailedLinkDependencies,
  ctx: RouterContext,
  link: Link,
  { frame, status = 410, error }: { frame: Frame; status?: number; error?: string },
): void {
  const action = againPath(link)
  ctx.status = status
  // One for all: the form is for somebody of whom nothing is known yet.
  sendPage(ctx, frame, linkExpiredPage({ frame, action, csrf: csrf.token(action), error }))
}
