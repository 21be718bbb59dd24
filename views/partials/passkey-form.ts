import { type Html, html } from '#lib/html'
import { type ButtonKind, button } from './button.ts'
import { hiddenInputs } from './hidden-inputs.ts'

export type PasskeyFormProps = {
  action: string
  /** All that the form sends beside what the passkey answers. */
  fields: Record<string, string>
  /** Whether a passkey is used or made (Web Authentication §5.1.3 and §5.1.4). */
  use: 'get' | 'create'
  /** The options for the browser, as the JSON of Web Authentication §5.1.8 and §5.1.9. */
  options: string
  label: string
  /** Said when the passkey was not used. */
  failed: string
  kind?: ButtonKind | undefined
  /** What else the person fills in, as a name for the passkey. */
  inputs?: Html | undefined
}

/** A form that the script fills with what the passkey answers. Without scripts it is not there. */
export function passkeyForm(props: PasskeyFormProps): Html {
  const { action, fields, use, options, label, failed, kind = 'secondary', inputs } = props
  return html`<form class="stack scripted" method="post" action="${action}" data-passkey="${use}"
    data-options="${options}" data-failed="${failed}">
    ${hiddenInputs({ ...fields, credential: '' })}
    ${inputs}
    ${button({ label, kind })}
    <p class="field-error" role="status" data-status></p>
  </form>`
}
