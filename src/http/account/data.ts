/** Everything that is kept about a person: handed to them, or deleted. */
import type { RouterContext } from '@koa/router'
import { type DeleteProps, dataPage, deletePage } from '#views/account/data'
import { sendPage } from '../frame.ts'
import { originOf } from '../middleware/request-context.ts'
import {
  type AccountDependencies,
  type AccountForm,
  type AccountPage,
  type AccountVisit,
  goTo,
  problemsOf,
} from './account-route.ts'

const DELETE = '/account/delete'

export function showData(): AccountPage {
  return async (ctx, { frame }) => {
    sendPage(ctx, frame, dataPage({ frame, downloadAction: '/account/data/download', deleteUrl: DELETE }))
  }
}

export function downloadData({ personalData }: AccountDependencies): AccountForm {
  return async (ctx, { account }) => {
    const data = await personalData.download(account.id)
    ctx.set('Content-Disposition', 'attachment; filename="gatehouse-account.json"')
    ctx.type = 'json'
    ctx.body = `${JSON.stringify(data, null, 2)}\n`
  }
}

export function showDelete(): AccountPage {
  return async (ctx, visit) => render(ctx, visit, {})
}

export function deleteAccount(deps: AccountDependencies): AccountForm {
  return async (ctx, visit, fields) => {
    const { account, frame } = visit
    const typed = (fields.get('confirmation') ?? '').trim()
    const isConfirmed = typed.toLowerCase() === account.email.toLowerCase()
    const errors = isConfirmed ? {} : { confirmation: frame.messages.fieldProblems.confirmation_wrong }
    const wrongPassword = isConfirmed ? await wrongPasswordIn(deps, ctx, visit, fields) : undefined
    if (!isConfirmed || wrongPassword !== undefined) {
      ctx.status = 400
      const password = wrongPassword === undefined ? {} : { password: wrongPassword }
      render(ctx, visit, { typed, errors: { ...errors, ...password } })
      return
    }
    await deps.personalData.delete(account.id, originOf(ctx))
    deps.accountSessions.end(ctx)
    goTo(ctx, '/account/deleted')
  }
}

/** What is wrong with the password, in words; undefined when nothing is. */
async function wrongPasswordIn(
  { accounts }: AccountDependencies,
  ctx: RouterContext,
  { account, frame }: AccountVisit,
  fields: URLSearchParams,
): Promise<string | undefined> {
  try {
    await accounts.proveOwner(account, fields.get('current-password') ?? '', originOf(ctx))
    return undefined
  } catch (error) {
    return problemsOf(frame, error).currentPassword
  }
}

function render(
  ctx: RouterContext,
  { account, frame }: AccountVisit,
  given: Pick<DeleteProps, 'typed' | 'errors'>,
): void {
  const page = deletePage({
    frame,
    email: account.email,
    hasPassword: account.passwordHash !== null,
    action: DELETE,
    stayUrl: '/account/data',
    ...given,
  })
  sendPage(ctx, frame, page)
}
