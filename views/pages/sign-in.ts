import { type Html, html } from '#lib/html'
import { page } from '../layout.ts'
import { alert } from '../partials/alert.ts'
import { button } from '../partials/button.ts'
import { clientBadge } from '../partials/client-badge.ts'
import { checkbox, field } from '../partials/field.ts'
import { hiddenInputs } from '../partials/hidden-inputs.ts'

export type SignInProps = {
  stylesheet: string
  clientName: string
  action: string
  csrf: string
  signUpUrl: string
  cancelAction: string
  username?: string | undefined
  remember?: boolean | undefined
  /** One message for the whole form, which does not say which of the two fields is wrong. */
  error?: string | undefined
  /** The person is signed in already, and is asked again. */
  reauthenticate?: boolean | undefined
}

const ERROR_ID = 'sign-in-error'

export function signInPage(props: SignInProps): Html {
  const { clientName, csrf, username, error, reauthenticate = false } = props
  const heading = reauthenticate ? 'Sign in again' : 'Sign in'
  const failed = error !== undefined
  const describedBy = failed ? ERROR_ID : undefined
  const usernameMissing = username === undefined || username === ''

  return page({
    stylesheet: props.stylesheet,
    title: failed ? `Error: ${heading}` : heading,
    body: html`<div class="intro">
      <h1>${heading}</h1>
      <p class="lede">${reauthenticate ? 'to show it is still you, and go on to' : 'to continue to'}</p>
      ${clientBadge({ name: clientName })}
    </div>
    ${failed && alert({ id: ERROR_ID, message: error })}
    <form class="stack" method="post" action="${props.action}">
      ${hiddenInputs({ csrf })}
      ${field({
        name: 'username',
        label: 'Email or user name',
        autocomplete: 'username',
        inputmode: 'email',
        value: username,
        autofocus: failed && usernameMissing,
        describedBy: usernameMissing ? describedBy : undefined,
      })}
      ${field({
        name: 'current-password',
        label: 'Password',
        type: 'password',
        autocomplete: 'current-password',
        autofocus: failed && !usernameMissing,
        describedBy: usernameMissing ? undefined : describedBy,
      })}
      ${checkbox({
        name: 'remember',
        value: 'yes',
        label: 'Stay signed in on this device',
        checked: props.remember,
      })}
      ${button({ label: 'Sign in' })}
    </form>
    <div class="ways-out">
      <p>New here? <a class="tap" href="${props.signUpUrl}">Create an account</a></p>
      <form method="post" action="${props.cancelAction}">
        ${hiddenInputs({ csrf })}
        ${button({ kind: 'quiet', label: html`Cancel and go back to <bdi>${clientName}</bdi>` })}
      </form>
    </div>`,
  })
}
