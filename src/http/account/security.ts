/** Password, second step, passkeys and known devices, on one page. */
import type { RouterContext } from '@koa/router'
import { type SecurityProps, securityPage } from '#views/account/security'
import type { Messages } from '#views/messages/index'
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

import { deviceIn } from './device-in.ts'

const PATH = '/account/security'
const URLS: SecurityProps['urls'] = {
  password: `${PATH}/password`,
  setUp: `${PATH}/two-step`,
  turnOff: `${PATH}/two-step/off`,
  recoveryCodes: `${PATH}/recovery-codes`,
  addPasskey: `${PATH}/passkeys`,
  renamePasskey: `${PATH}/passkeys/rename`,
  removePasskey: `${PATH}/passkeys/remove`,
  forgetDevice: `${PATH}/devices/forget-one`,
  forgetDevices: `${PATH}/devices/forget`,
}

export function showSecurity(deps: AccountDependencies): AccountPage {
  return async (ctx, visit) => renderSecurity(deps, ctx, visit)
}

export function changePassword(deps: AccountDependencies): AccountForm {
  return async (ctx, visit, fields) => {
    const { account, frame, session } = visit
    const input = {
      currentPassword: fields.get('current-password') ?? '',
      newPassword: fields.get('new-password') ?? '',
      sessionId: session.sessionId,
    }
    try {
      await deps.accounts.changePassword(account.id, input, originOf(ctx))
      goTo(ctx, PATH, 'passwordSaved')
    } catch (error) {
      const { currentPassword, password } = problemsOf(frame, error)
      await refuseSecurity(deps, ctx, visit, {
        ...(currentPassword === undefined ? {} : { currentPassword }),
        ...(password === undefined ? {} : { newPassword: password }),
      })
    }
  }
}

export function forgetDevice({ factors }: AccountDependencies): AccountForm {
  return async (ctx, { account }, fields) => {
    await factors.forgetDevice(account.id, fields.get('device') ?? '')
    goTo(ctx, PATH, 'forgottenOne')
  }
}

export function forgetDevices({ factors }: AccountDependencies): AccountForm {
  return async (ctx, { account }) => {
    await factors.forgetDevices(account.id)
    goTo(ctx, PATH, 'forgotten')
  }
}

export async function refuseSecurity(
  deps: AccountDependencies,
  ctx: RouterContext,
  visit: AccountVisit,
  errors: NonNullable<SecurityProps['errors']>,
): Promise<void> {
  ctx.status = 400
  await renderSecurity(deps, ctx, visit, errors)
}

async function renderSecurity(
  { factors }: AccountDependencies,
  ctx: RouterContext,
  { account, frame }: AccountVisit,
  errors?: SecurityProps['errors'],
): Promise<void> {
  const { id, email, passwordChangedAt, passwordHash } = account
  const [{ passkeys, recoveryCodesLeft, totpSince }, devices] = await Promise.all([
    factors.overview(id),
    factors.trustedDevices(id, passwordChangedAt),
  ])
  const asked = await factors.passkeys.beginRegistration({ id, email })
  const page = securityPage({
    frame,
    email,
    hasPassword: passwordHash !== null,
    passwordChangedAt,
    twoStep: totpSince === null ? null : { since: totpSince, codesLeft: recoveryCodesLeft },
    passkeys: passkeys.map(({ createdAt, ...passkey }) => ({ ...passkey, addedAt: createdAt })),
    passkeyOptions: JSON.stringify(asked.options),
    passkeyFields: { challenge: asked.token },
    devices: devices.map(({ id, lastSeenAt, origin }) => ({
      id,
      device: deviceIn(origin.userAgent),
      ip: origin.ip,
      seenAt: lastSeenAt,
    })),
    now: Date.now(),
    errors,
    done: doneIn(ctx, doneWords(frame.messages)),
    urls: URLS,
  })
  sendPage(ctx, frame, page)
}

/** All that is done here comes back to this page. */
function doneWords({ security }: Messages): Record<string, string> {
  const { forgotten, forgottenOne, passkeyAdded, passkeyRemoved, passwordSaved, turnedOff } = security
  return { forgotten, forgottenOne, passkeyAdded, passkeyRemoved, passwordSaved, turnedOff }
}
