import { type Html, html } from '#lib/html'
import { type AccountFrame, accountPage } from '../account-layout.ts'
import { button, buttonLink } from '../partials/button.ts'
import { field } from '../partials/field.ts'
import { hiddenInputs } from '../partials/hidden-inputs.ts'

export type ProveProps = {
  frame: AccountFrame
  email: string
  action: string
  /** What the person wanted to do, which the form sends on. */
  fields: Record<string, string>
  cancelUrl: string
  error?: string | undefined
}

/** The password once more, before something that a stolen session must not do. */
export function provePage({ frame, email, action, fields, cancelUrl, error }: ProveProps): Html {
  const { frame: shared, security: words } = frame.messages
  return accountPage({
    frame,
    place: 'security',
    title: words.proveTitle,
    lede: words.proveLede,
    failed: error !== undefined,
    body: html`<form class="sheet stack" method="post" action="${action}">
      ${hiddenInputs({ csrf: frame.csrf, ...fields })}
      <input type="text" name="username" autocomplete="username" value="${email}" readonly hidden>
      ${field({
        name: 'current-password',
        label: words.currentPassword,
        type: 'password',
        autocomplete: 'current-password',
        error,
        autofocus: true,
      })}
      <div class="actions">
        ${button({ label: words.proveSubmit })}
        ${buttonLink({ label: shared.cancel, href: cancelUrl, kind: 'secondary' })}
      </div>
    </form>`,
  })
}
