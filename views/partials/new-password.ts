import { type Html, html } from '#lib/html'
import type { Frame } from '../layout.ts'
import { field } from './field.ts'

export type NewPasswordProps = {
  frame: Frame
  label?: string | undefined
  error?: string | undefined
  autofocus?: boolean | undefined
}

/** Where a password is chosen. The meter tells how good it is, and is there only where the script can move it. */
export function newPasswordField({ frame, label, error, autofocus }: NewPasswordProps): Html {
  const { frame: words, signUp } = frame.messages
  return field({
    name: 'new-password',
    label: label ?? words.password,
    type: 'password',
    autocomplete: 'new-password',
    minlength: 8,
    maxlength: 256,
    hint: signUp.passwordHint,
    error,
    autofocus,
    below: html`<div class="strength scripted" data-strength-of="new-password"
      data-levels="${signUp.strengthLevels.join('|')}">
      <meter min="0" max="5" low="1.5" high="3.5" optimum="5" value="0" aria-label="${signUp.strength}"></meter>
      <p aria-live="polite"></p>
    </div>`,
  })
}
