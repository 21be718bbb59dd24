import { type Html, html } from '#lib/html'
import { type AccountFrame, accountPage } from '../account-layout.ts'
import { day } from '../dates.ts'
import { button, buttonLink } from '../partials/button.ts'
import { field } from '../partials/field.ts'
import { hiddenInputs } from '../partials/hidden-inputs.ts'
import { newPasswordField } from '../partials/new-password.ts'
import { sheet } from '../partials/sheet.ts'
import { type DevicesProps, devicesSheet } from './devices-sheet.ts'
import { type PasskeysProps, passkeysSheet } from './passkeys-sheet.ts'

export type SecurityProps = Omit<PasskeysProps, 'nameError'> &
  DevicesProps & {
    frame: AccountFrame
    /** Shown to password managers, so that they save the new password with the right account. */
    email: string
    hasPassword: boolean
    /** Milliseconds since the epoch, as all times are; null for the first password. */
    passwordChangedAt: number | null
    /** Null where two-step sign-in is off. */
    twoStep: { since: number; codesLeft: number } | null
    errors?: { currentPassword?: string; newPassword?: string; passkeyName?: string } | undefined
    done?: string | undefined
    urls: { password: string; setUp: string; turnOff: string; recoveryCodes: string }
  }

export function securityPage(props: SecurityProps): Html {
  const { errors = {}, frame } = props
  const words = frame.messages.security
  return accountPage({
    frame,
    place: 'security',
    title: words.title,
    lede: words.lede,
    done: props.done,
    failed: Object.values(errors).some((error) => error !== undefined),
    scripted: true,
    body: html`${passwordSheet(props)} ${twoStepSheet(props)} ${passkeysSheet({ ...props, nameError: errors.passkeyName })} ${props.twoStep !== null && devicesSheet(props)}`,
  })
}

function passwordSheet({ email, errors = {}, frame, urls, ...password }: SecurityProps): Html {
  const words = frame.messages.security
  const { currentPassword, newPassword } = errors
  return sheet({
    id: 'password',
    title: words.password,
    body: html`${!password.hasPassword && html`<p class="detail">${words.passwordNone}</p>`}
    ${
      password.passwordChangedAt !== null &&
      html`<p class="detail">${words.passwordChanged}: ${day(frame.language, password.passwordChangedAt)}</p>`
    }
    <form class="stack" method="post" action="${urls.password}">
      ${hiddenInputs({ csrf: frame.csrf })}
      <input type="text" name="username" autocomplete="username" value="${email}" readonly hidden>
      ${
        password.hasPassword &&
        field({
          name: 'current-password',
          label: words.currentPassword,
          type: 'password',
          autocomplete: 'current-password',
          error: currentPassword,
          autofocus: currentPassword !== undefined,
        })
      }
      ${newPasswordField({
        frame,
        label: words.newPassword,
        error: newPassword,
        autofocus: currentPassword === undefined && newPassword !== undefined,
      })}
      <p class="detail">${words.endsOthers}</p>
      ${button({ label: words.changePassword })}
    </form>`,
  })
}

function twoStepSheet({ frame, twoStep, urls }: SecurityProps): Html {
  const words = frame.messages.security
  const csrf = hiddenInputs({ csrf: frame.csrf })
  const isOn = twoStep !== null
  return sheet({
    id: 'two-step',
    title: words.twoStep,
    text: words.twoStepText,
    state: { label: isOn ? words.on : words.off, good: isOn },
    body: isOn
      ? html`<p class="detail">${words.since}: ${day(frame.language, twoStep.since)}</p>
        <div class="part">
          <h3>${words.recovery}</h3>
          <p class="detail">${words.recoveryText}</p>
          <p>${words.codesLeft(twoStep.codesLeft)}</p>
          <form class="choice" method="post" action="${urls.recoveryCodes}">
            ${csrf}
            ${button({ label: words.newCodes, kind: 'secondary' })}
            <p class="detail">${words.newCodesWarning}</p>
          </form>
        </div>
        <form method="post" action="${urls.turnOff}">
          ${csrf}
          ${button({ label: words.turnOff, kind: 'secondary', describedBy: 'two-step-heading' })}
        </form>`
      : html`<div class="actions">${buttonLink({ label: words.setUp, href: urls.setUp, kind: 'secondary' })}</div>`,
  })
}
