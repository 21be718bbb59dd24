import { type Html, html } from '#lib/html'
import { attributes } from './attributes.ts'

export type FieldProps = {
  /** Also the id, which password managers like to be steady. */
  name: string
  label: string
  autocomplete: string
  type?: 'text' | 'email' | 'password' | undefined
  inputmode?: 'text' | 'email' | undefined
  value?: string | undefined
  hint?: string | undefined
  error?: string | undefined
  /** False marks the label as optional. */
  required?: boolean | undefined
  minlength?: number | undefined
  maxlength?: number | undefined
  autofocus?: boolean | undefined
  /** The id of something else that describes the field, as the alert above the form. */
  describedBy?: string | undefined
  /** For names of people, which begin with a capital letter and no dictionary knows. */
  words?: boolean | undefined
}

export function field(props: FieldProps): Html {
  const { name, label, type = 'text', hint, error, required = true, words = false } = props
  const hintId = hint === undefined ? undefined : `${name}-hint`
  const errorId = error === undefined ? undefined : `${name}-error`
  const describedBy = [errorId, props.describedBy, hintId].filter((id) => id !== undefined).join(' ')

  return html`<div class="field">
    <label for="${name}">${label}${!required && html` <span class="optional">(optional)</span>`}</label>
    ${hint !== undefined && html`<p class="hint" id="${hintId}">${hint}</p>`}
    ${error !== undefined && html`<p class="field-error" id="${errorId}">${error}</p>`}
    <input${attributes({
      id: name,
      name,
      type,
      value: props.value,
      autocomplete: props.autocomplete,
      inputmode: props.inputmode,
      autocapitalize: type === 'password' ? undefined : words ? 'words' : 'none',
      spellcheck: type === 'password' ? undefined : 'false',
      minlength: props.minlength,
      maxlength: props.maxlength,
      required,
      autofocus: props.autofocus,
      'aria-invalid': error === undefined ? undefined : 'true',
      'aria-describedby': describedBy === '' ? undefined : describedBy,
    })}>
  </div>`
}

export type CheckboxProps = { name: string; value: string; label: string; checked?: boolean | undefined }

export function checkbox({ name, value, label, checked }: CheckboxProps): Html {
  return html`<label class="checkbox">
    <input type="checkbox"${attributes({ name, value, checked })}>
    <span>${label}</span>
  </label>`
}
