import { type Html, html } from '#lib/html'
import { type Frame, page } from '../layout.ts'
import { button } from '../partials/button.ts'
import { checkbox, field } from '../partials/field.ts'
import { hiddenInputs } from '../partials/hidden-inputs.ts'
import { foreign, named } from '../partials/names.ts'
import { passkeyForm } from '../partials/passkey-form.ts'

export type SecondFactorProps = {
  frame: Frame
  clientName: string
  /** Whose password was right. */
  email: string
  action: string
  csrf: string
  cancelAction: string
  /** Which of the two the page asks for. */
  method: 'app' | 'recovery'
  /** The same page for the other method; undefined where the account has only this one. */
  otherMethodUrl?: string | undefined
  rememberDevice?: boolean | undefined
  error?: string | undefined
  /** @see PasskeyFormProps */
  passkey?: { action: string; options: string; fields: Record<string, string> } | undefined
}

export function secondFactorPage(props: SecondFactorProps): Html {
  const { clientName, csrf, error, frame, method, otherMethodUrl, passkey } = props
  const { frame: shared, signIn: words } = frame.messages
  return page({
    frame,
    title: words.secondTitle,
    failed: error !== undefined,
    scripted: passkey !== undefined,
    body: html`<div class="intro">
      <h1>${words.secondTitle}</h1>
      <p class="lede">${words.signedInAs(named(props.email))}</p>
      <p class="lede">${words.secondLede}</p>
    </div>
    <form class="stack" method="post" action="${props.action}">
      ${hiddenInputs({ csrf, method })}
      ${codeField(props)}
      ${checkbox({ name: 'remember-device', value: 'yes', label: words.rememberDevice, checked: props.rememberDevice })}
      ${button({ label: words.confirm })}
    </form>
    ${
      passkey !== undefined &&
      passkeyForm({
        ...passkey,
        fields: { csrf, ...passkey.fields },
        use: 'get',
        label: words.usePasskey,
        failed: words.passkeyFailed,
      })
    }
    <div class="ways-out">
      ${
        otherMethodUrl !== undefined &&
        html`<p><a class="tap" href="${otherMethodUrl}">${
          method === 'app' ? words.useRecoveryCode : words.useApp
        }</a></p>`
      }
      <form method="post" action="${props.cancelAction}">
        ${hiddenInputs({ csrf })}
        ${button({ kind: 'quiet', label: shared.cancelBackTo(foreign(clientName)) })}
      </form>
    </div>`,
  })
}

function codeField({ error, frame, method }: SecondFactorProps): Html {
  const words = frame.messages.signIn
  const autofocus = true
  if (method === 'recovery') {
    return field({
      name: 'recovery-code',
      label: words.recoveryCode,
      hint: words.recoveryHint,
      autocomplete: 'off',
      ltr: true,
      error,
      autofocus,
    })
  }
  return field({
    name: 'one-time-code',
    label: words.code,
    hint: words.codeHint,
    autocomplete: 'one-time-code',
    inputmode: 'numeric',
    ltr: true,
    error,
    autofocus,
  })
}
