import { type Html, html } from '#lib/html'
import { type Frame, page } from '../layout.ts'
import { button } from '../partials/button.ts'
import { hiddenInputs } from '../partials/hidden-inputs.ts'
import { named } from '../partials/names.ts'
import { newPasswordField } from '../partials/new-password.ts'

export type ResetPasswordProps = {
  frame: Frame
  action: string
  /** All that the form sends beside the password, by name. */
  fields: Record<string, string>
  email: string
  error?: string | undefined
}

export function resetPasswordPage({ frame, action, fields, email, error }: ResetPasswordProps): Html {
  const words = frame.messages.mailedLinks
  return page({
    frame,
    title: words.resetTitle,
    failed: error !== undefined,
    scripted: true,
    body: html`<div class="intro">
      <h1>${words.resetTitle}</h1>
      <p class="lede">${words.resetLede(named(email))}</p>
    </div>
    <form class="stack" method="post" action="${action}">
      ${hiddenInputs(fields)}
      <input type="text" name="username" autocomplete="username" value="${email}" readonly hidden>
      ${newPasswordField({ frame, label: words.newPassword, error, autofocus: error !== undefined })}
      <p class="detail">${words.resetAdvice}</p>
      ${button({ label: words.resetSubmit })}
    </form>`,
  })
}
