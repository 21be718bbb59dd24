import { type Html, html } from '#lib/html'
import { type Frame, page } from '../layout.ts'
import { alert } from '../partials/alert.ts'
import { button } from '../partials/button.ts'
import { type ClientFace, clientBadge } from '../partials/client-badge.ts'
import { checkbox, field } from '../partials/field.ts'
import { hiddenInputs } from '../partials/hidden-inputs.ts'
import { foreign } from '../partials/names.ts'
import { passkeyForm } from '../partials/passkey-form.ts'

export type SignInProps = {
  frame: Frame
  clientName: string
  face?: ClientFace | undefined
  action: string
  csrf: string
  signUpUrl: string
  forgotUrl?: string | undefined
  cancelAction: string
  username?: string | undefined
  remember?: boolean | undefined
  /** One message for the whole form, which does not say which of the two fields is wrong. */
  error?: string | undefined
  /** The person is signed in already, and is asked again. */
  reauthenticate?: boolean | undefined
  /** Signing in is closed for a while; the way out has been mailed. */
  locked?: boolean | undefined
  /** @see PasskeyFormProps */
  passkey?: { action: string; options: string; fields: Record<string, string> } | undefined
}

const ERROR_ID = 'sign-in-error'

export function signInPage(props: SignInProps): Html {
  const { clientName, error, frame, locked = false, passkey, reauthenticate = false } = props
  const { frame: shared, signIn: words } = frame.messages
  const heading = reauthenticate ? words.titleAgain : words.title
  const failed = error !== undefined

  return page({
    frame,
    title: heading,
    failed,
    scripted: passkey !== undefined,
    body: html`<div class="intro">
      <h1>${heading}</h1>
      <p class="lede">${reauthenticate ? words.againToContinueTo : shared.continueTo}</p>
      ${clientBadge({ name: clientName, ...props.face })}
    </div>
    ${failed && alert({ id: ERROR_ID, message: error, autofocus: locked })}
    ${locked ? html`<p>${words.lockedWayOut}</p>` : passwordForm(props)}
    ${
      passkey !== undefined &&
      !locked &&
      html`<div class="stack scripted">
        <p class="or"><span>${words.or}</span></p>
        ${passkeyForm({
          ...passkey,
          fields: { csrf: props.csrf, ...passkey.fields },
          use: 'get',
          label: words.withPasskey,
          failed: words.passkeyFailed,
        })}
      </div>`
    }
    <div class="ways-out">
      <p>${words.newHere} <a class="tap" href="${props.signUpUrl}">${words.createAccount}</a></p>
      <form method="post" action="${props.cancelAction}">
        ${hiddenInputs({ csrf: props.csrf })}
        ${button({ kind: 'quiet', label: shared.cancelBackTo(foreign(clientName)) })}
      </form>
    </div>`,
  })
}

function passwordForm(props: SignInProps): Html {
  const { csrf, error, forgotUrl, username } = props
  const { frame: shared, signIn: words } = props.frame.messages
  const failed = error !== undefined
  const describedBy = failed ? ERROR_ID : undefined
  const usernameMissing = username === undefined || username === ''
  return html`<form class="stack" method="post" action="${props.action}">
    ${hiddenInputs({ csrf })}
    ${field({
      name: 'username',
      label: words.identifier,
      autocomplete: 'username',
      inputmode: 'email',
      value: username,
      autofocus: failed && usernameMissing,
      describedBy: usernameMissing ? describedBy : undefined,
    })}
    ${field({
      name: 'current-password',
      label: shared.password,
      type: 'password',
      autocomplete: 'current-password',
      autofocus: failed && !usernameMissing,
      describedBy: usernameMissing ? undefined : describedBy,
      below:
        forgotUrl === undefined
          ? undefined
          : html`<p><a class="tap" href="${forgotUrl}">${words.forgot}</a></p>`,
    })}
    ${checkbox({ name: 'remember', value: 'yes', label: words.remember, checked: props.remember })}
    ${button({ label: words.submit })}
  </form>`
}
