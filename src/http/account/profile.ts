/** What a person says about themselves, and their address. */
import type { RouterContext } from '@koa/router'
import { type ProfileProps, profilePage } from '#views/account/profile'
import { findLanguage } from '#views/messages/languages'
import { sendPage } from '../frame.ts'
import { originOf } from '../middleware/request-context.ts'
import {
  type AccountDependencies,
  type AccountForm,
  type AccountPage,
  type AccountVisit,
  doneIn,
  goTo,
  problemsOf,
} from './account-route.ts'

export function showProfile(): AccountPage {
  return async (ctx, visit) => render(ctx, visit, {})
}

export function changeProfile({ accounts }: AccountDependencies): AccountForm {
  return async (ctx, visit, fields) => {
    const text = (name: string): string => fields.get(name) ?? ''
    const language = findLanguage([text('language')]) ?? ''
    const values = { name: text('name'), username: text('username'), bio: text('bio'), language } as const
    try {
      const { name, username, bio } = values
      const input = { name, username, bio, locale: language === '' ? null : language }
      await accounts.updateProfile(visit.account.id, input, originOf(ctx))
      goTo(ctx, '/account', 'changed')
    } catch (error) {
      refuse(ctx, visit, { values, errors: problemsOf(visit.frame, error) })
    }
  }
}

export function changeEmail({ accounts }: AccountDependencies): AccountForm {
  return async (ctx, visit, fields) => {
    const email = fields.get('email') ?? ''
    try {
      const currentPassword = fields.get('current-password') ?? ''
      await accounts.requestEmailChange(visit.account.id, { email, currentPassword }, originOf(ctx))
      goTo(ctx, '/account', 'mailSent')
    } catch (error) {
      const { currentPassword, ...errors } = problemsOf(visit.frame, error)
      const values = { ...valuesOf(visit), newEmail: email }
      refuse(ctx, visit, {
        values,
        errors: { ...errors, ...(currentPassword === undefined ? {} : { password: currentPassword }) },
      })
    }
  }
}

export function resendVerification({ accounts }: AccountDependencies): AccountForm {
  return async (ctx, { account }) => {
    await accounts.requestEmailVerification(account.id, originOf(ctx))
    goTo(ctx, '/account', 'mailSent')
  }
}

type Given = Partial<Pick<ProfileProps, 'values' | 'errors'>>

function refuse(ctx: RouterContext, visit: AccountVisit, given: Given): void {
  ctx.status = 400
  render(ctx, visit, given)
}

function valuesOf({ account }: AccountVisit): ProfileProps['values'] {
  const { bio, claims, username } = account
  return {
    name: claims.name ?? '',
    username: username ?? '',
    bio: bio ?? '',
    language: findLanguage([claims.locale ?? '']) ?? '',
  }
}

function render(ctx: RouterContext, visit: AccountVisit, given: Given): void {
  const { account, frame } = visit
  const page = profilePage({
    frame,
    displayName: account.claims.name ?? account.username ?? account.email,
    email: account.email,
    emailVerified: account.emailVerified,
    pendingEmail: account.pendingEmail ?? undefined,
    hasPassword: account.passwordHash !== null,
    values: valuesOf(visit),
    done: doneIn(ctx, { changed: frame.messages.account.changed, mailSent: frame.messages.account.mailSent }),
    actions: { profile: '/account/profile', email: '/account/email', verification: '/account/verification' },
    ...given,
  })
  sendPage(ctx, frame, page)
}
