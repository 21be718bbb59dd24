/** What all account pages share: who is there, whether that was proved lately, forms, and what is said after one. */
import type { RouterContext } from '@koa/router'
import type { Account, Accounts } from '#domain/accounts'
import type { Clients } from '#domain/clients'
import type { Consents } from '#domain/consents'
import { DomainError } from '#domain/errors'
import type { Factors } from '#domain/factors'
import type { PersonalData } from '#domain/personal-data'
import type { Sessions } from '#domain/sessions'
import type { Tenants } from '#domain/tenants'
import { readForm } from '#lib/read-form'
import type { AccountFrame } from '#views/account-layout'
import { fromNow } from '#views/dates'
import type { Branding } from '../branding.ts'
import type { FrameOf } from '../frame.ts'
import { MAX_BODY_BYTES } from '../middleware/body-limit.ts'
import type { Csrf } from '../middleware/csrf.ts'
import { badBody } from '../middleware/refusal.ts'
import { fieldProblems } from '../pages/field-problems.ts'
import type { AccountSession, AccountSessions } from './account-session.ts'

export interface AccountDependencies {
  accounts: Accounts
  accountSessions: AccountSessions
  clients: Clients
  consents: Consents
  factors: Factors
  personalData: PersonalData
  sessions: Sessions
  tenants: Pick<Tenants, 'explain'>
  branding: Branding
  csrf: Csrf
  frameOf: FrameOf
}

/** Who is there. */
export interface AccountVisit {
  account: Account
  session: AccountSession
  frame: AccountFrame
}

export type AccountPage = (ctx: RouterContext, visit: AccountVisit) => Promise<void>
export type AccountForm = (ctx: RouterContext, visit: AccountVisit, fields: URLSearchParams) => Promise<void>

/** Seconds for which a sign-in counts as proof for what a stolen session must not do. */
const RECENT_SECONDS = 15 * 60

/** @param guard `recent` asks for a sign-in that is not long ago */
export function accountPage(deps: AccountDependencies, show: AccountPage, guard?: 'recent') {
  return async (ctx: RouterContext): Promise<void> => {
    ctx.set('Cache-Control', 'no-store')
    const session = await deps.accountSessions.find(ctx)
    const account = session && (await deps.accounts.findById(session.accountId))
    // Twice as long for a form, so that a page that was just let through can be filled in at leisure.
    const seconds = ctx.method === 'GET' ? RECENT_SECONDS : 2 * RECENT_SECONDS
    const isRecent = session !== undefined && Date.now() - session.signedInAt < seconds * 1000
    if (session === undefined || account === undefined || account.disabledAt !== null) {
      deps.accountSessions.begin(ctx, returnPathOf(ctx))
    } else if (guard === 'recent' && !isRecent) {
      deps.accountSessions.begin(ctx, returnPathOf(ctx), RECENT_SECONDS)
    } else {
      const frame = {
        ...deps.frameOf(ctx, { accountLocale: account.claims.locale }),
        csrf: deps.csrf.token(`account ${session.sessionId}`),
        signOutAction: '/account/sign-out',
      }
      await show(ctx, { account, session, frame })
    }
  }
}

export function accountForm(deps: AccountDependencies, submit: AccountForm, guard?: 'recent') {
  return accountPage(
    deps,
    async (ctx, visit) => {
      const form = await readForm(ctx.req, MAX_BODY_BYTES)
      if (!form.ok) throw badBody(form.status, form.problem)
      deps.csrf.check(`account ${visit.session.sessionId}`, form.fields.get('csrf'))
      await submit(ctx, visit, form.fields)
    },
    guard,
  )
}

/** A form that needs a sign-in first is not sent again by itself: the person comes to the page that it stands on. */
function returnPathOf(ctx: RouterContext): string {
  if (ctx.method === 'GET') return ctx.path
  return ctx.path.split('/').slice(0, 3).join('/')
}

/** 303 to another page of the account. @param done what has been done, by the name of its words */
export function goTo(ctx: RouterContext, path: string, done?: string): void {
  ctx.redirect(done === undefined ? path : `${path}?done=${done}`)
  ctx.status = 303
}

/** What has been done before, in words, where the address says so and there are such words. */
export function doneIn(ctx: RouterContext, words: Record<string, string>): string | undefined {
  const { done } = ctx.query
  return typeof done === 'string' && Object.hasOwn(words, done) ? words[done] : undefined
}

/**
 * What was wrong with a form, by field, in words.
 * @throws what no field of a form could say
 */
export function problemsOf({ language, messages }: AccountFrame, error: unknown): Record<string, string> {
  if (!(error instanceof DomainError)) throw error
  if (error.kind === 'locked' || error.kind === 'rate_limited') {
    const wait = Date.now() + (error.retryAfterSeconds ?? 60) * 1000
    return { currentPassword: messages.signIn.tooMany(fromNow(language, wait, Date.now())) }
  }
  const problems = fieldProblems(messages, error)
  if (problems === undefined) throw error
  return problems
}
