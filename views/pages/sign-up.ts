import { type Html, html } from '#lib/html'
import { type Frame, page } from '../layout.ts'
import { alert } from '../partials/alert.ts'
import { button } from '../partials/button.ts'
import { type ClientFace, clientBadge } from '../partials/client-badge.ts'
import { field } from '../partials/field.ts'
import { hiddenInputs } from '../partials/hidden-inputs.ts'
import { newPasswordField } from '../partials/new-password.ts'

const FIELDS = ['name', 'email', 'username', 'password'] as const

export type SignUpProps = {
  frame: Frame
  clientName: string
  face?: ClientFace | undefined
  action: string
  csrf: string
  signInUrl: string
  values?: { name?: string; email?: string; username?: string } | undefined
  /** In words, by field; `form` is what belongs to none. */
  errors?: Partial<Record<(typeof FIELDS)[number] | 'form', string>> | undefined
}

export function signUpPage(props: SignUpProps): Html {
  const { frame, values = {}, errors = {} } = props
  const { frame: shared, signUp: words } = frame.messages
  const firstWrong = FIELDS.find((name) => errors[name] !== undefined)
  const focus = (name: (typeof FIELDS)[number]) => ({ error: errors[name], autofocus: firstWrong === name })

  return page({
    frame,
    title: words.title,
    failed: errors.form !== undefined || firstWrong !== undefined,
    scripted: true,
    body: html`<div class="intro">
      <h1>${words.title}</h1>
      <p class="lede">${shared.continueTo}</p>
      ${clientBadge({ name: props.clientName, ...props.face })}
    </div>
    ${errors.form !== undefined && alert({ message: errors.form, autofocus: firstWrong === undefined })}
    <form class="stack" method="post" action="${props.action}">
      ${hiddenInputs({ csrf: props.csrf })}
      ${field({
        name: 'name',
        label: words.name,
        autocomplete: 'name',
        words: true,
        optional: shared.optional,
        value: values.name,
        ...focus('name'),
      })}
      ${field({
        name: 'email',
        label: shared.email,
        type: 'email',
        autocomplete: 'email',
        value: values.email,
        ...focus('email'),
      })}
      ${field({
        name: 'username',
        label: words.username,
        hint: words.usernameHint,
        autocomplete: 'username',
        optional: shared.optional,
        value: values.username,
        ...focus('username'),
      })}
      ${newPasswordField({ frame, ...focus('password') })}
      ${button({ label: words.submit })}
    </form>
    <div class="ways-out">
      <p>${words.haveAccount} <a class="tap" href="${props.signInUrl}">${frame.messages.signIn.submit}</a></p>
    </div>`,
  })
}
