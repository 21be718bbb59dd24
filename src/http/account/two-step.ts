/** The second step: set up by a first code, turned off, and the recovery codes that come with it. */
import type { RouterContext } from '@koa/router'
import { DomainError } from '#domain/errors'
import { qrModules } from '#lib/qr-code'
import { recoveryCodesPage, twoStepPage } from '#views/account/two-step'
import { sendPage } from '../frame.ts'
import { originOf } from '../middleware/request-context.ts'
import {
  type AccountDependencies,
  type AccountForm,
  type AccountPage,
  type AccountVisit,
  goTo,
} from './account-route.ts'

const SECURITY = '/account/security'
const PATH = `${SECURITY}/two-step`

/** What a form that is not finished yet sends along, so that the picture stays the same until it is. */
interface SetUp {
  token: string
  secret: string
  uri: string
}

export function showTwoStep({ factors }: AccountDependencies): AccountPage {
  return async (ctx, visit) => {
    const { id, email } = visit.account
    const { totpSince } = await factors.overview(id)
    if (totpSince !== null) return goTo(ctx, SECURITY)
    render(ctx, visit, await factors.app.begin({ id, email }))
  }
}

export function confirmTwoStep({ factors }: AccountDependencies): AccountForm {
  return async (ctx, visit, fields) => {
    const { frame, session } = visit
    const setUp = {
      token: fields.get('registration') ?? '',
      secret: fields.get('secret') ?? '',
      uri: fields.get('uri') ?? '',
    }
    const code = (fields.get('one-time-code') ?? '').replaceAll(/\s/g, '')
    try {
      const codes = await factors.app.confirm(session, { token: setUp.token, code }, originOf(ctx))
      showCodes(ctx, visit, codes)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      if (error.code === 'link_expired') return goTo(ctx, PATH)
      if (error.code !== 'invalid_code') throw error
      ctx.status = 400
      render(ctx, visit, setUp, frame.messages.signIn.codeRefused)
    }
  }
}

export function turnOffTwoStep({ factors }: AccountDependencies): AccountForm {
  return async (ctx, { session }) => {
    await factors.app.remove(session, originOf(ctx))
    goTo(ctx, SECURITY, 'turnedOff')
  }
}

export function createRecoveryCodes({ factors }: AccountDependencies): AccountForm {
  return async (ctx, visit) => {
    showCodes(ctx, visit, await factors.app.createRecoveryCodes(visit.session, originOf(ctx)))
  }
}

function render(ctx: RouterContext, { frame }: AccountVisit, setUp: SetUp, error?: string): void {
  const { secret, token, uri } = setUp
  const page = twoStepPage({
    frame,
    key: secret,
    modules: qrModules(uri),
    uri,
    action: PATH,
    fields: { registration: token, secret, uri },
    cancelUrl: SECURITY,
    error,
  })
  sendPage(ctx, frame, page)
}

/** In answer to the form itself, since they are nowhere else. */
function showCodes(ctx: RouterContext, { account, frame }: AccountVisit, codes: string[]): void {
  sendPage(ctx, frame, recoveryCodesPage({ frame, email: account.email, codes, doneUrl: SECURITY }))
}
