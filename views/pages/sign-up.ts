import { type Html, html } from '#lib/html'
import { page } from '../layout.ts'
import { alert } from '../partials/alert.ts'
import { button } from '../partials/button.ts'
import { clientBadge } from '../partials/client-badge.ts'
import { field } from '../partials/field.ts'
import { hiddenInputs } from '../partials/hidden-inputs.ts'

export type SignUpProps = {
  stylesheet: string
  clientName: string
  action: string
  csrf: string
  signInUrl: string
  values?: { name?: string | undefined; email?: string | undefined } | undefined
  errors?:
    | {
        form?: string | undefined
        name?: string | undefined
        email?: string | undefined
        password?: string | undefined
      }
    | undefined
}

export function signUpPage(props: SignUpProps): Html {
  const { values = {}, errors = {} } = props
  const wrong = (['name', 'email', 'password'] as const).filter((name) => errors[name] !== undefined)
  const firstWrong = wrong[0]
  const failed = errors.form !== undefined || firstWrong !== undefined

  return page({
    stylesheet: props.stylesheet,
    title: failed ? 'Error: Create an account' : 'Create an account',
    body: html`<div class="intro">
      <h1>Create an account</h1>
      <p class="lede">to continue to</p>
      ${clientBadge({ name: props.clientName })}
    </div>
    ${errors.form !== undefined && alert({ message: errors.form, autofocus: firstWrong === undefined })}
    <form class="stack" method="post" action="${props.action}">
      ${hiddenInputs({ csrf: props.csrf })}
      ${field({
        name: 'name',
        label: 'Your name',
        autocomplete: 'name',
        words: true,
        required: false,
        value: values.name,
        error: errors.name,
        autofocus: firstWrong === 'name',
      })}
      ${field({
        name: 'email',
        label: 'Email',
        type: 'email',
        autocomplete: 'email',
        value: values.email,
        error: errors.email,
        autofocus: firstWrong === 'email',
      })}
      ${field({
        name: 'new-password',
        label: 'Password',
        type: 'password',
        autocomplete: 'new-password',
        minlength: 8,
        maxlength: 256,
        hint: 'At least 8 characters. Three or four words are strong and easy to remember.',
        error: errors.password,
        autofocus: firstWrong === 'password',
      })}
      ${button({ label: 'Create account' })}
    </form>
    <div class="ways-out">
      <p>Have an account? <a class="tap" href="${props.signInUrl}">Sign in</a></p>
    </div>`,
  })
}
