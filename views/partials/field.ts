import { type Html, html } from '#lib/html'
import type { Messages } from '../messages/index.ts'
import { attributes } from './attributes.ts'

export type FieldProps = {
  /** Also the id, which password managers like to be steady. */
  name: string
  label: string | Html
  autocomplete: string
  type?: 'text' | 'email' | 'password' | undefined
  inputmode?: 'text' | 'email' | 'numeric' | undefined
  value?: string | undefined
  hint?: string | undefined
  error?: string | undefined
  /** Marks the label, in the words given, as one that may stay empty. */
  optional?: Messages['frame']['optional'] | undefined
  minlength?: number | undefined
  maxlength?: number | undefined
  autofocus?: boolean | undefined
  /** The id of something else that describes the field, as the alert above the form. */
  describedBy?: string | undefined
  /** For names of people, which begin with a capital letter and no dictionary knows. */
  words?: boolean | undefined
  /** For codes and addresses, which are written from left to right in every language. */
  ltr?: boolean | undefined
  /** What belongs to the field and stands below it. */
  below?: Html | undefined
}

export function field(props: FieldProps): Html {
  const { name, label, type = 'text', hint, error, optional, words = false } = props
  const described = describing(props)
  return html`<div class="field">
    <label for="${name}">${label}${optional !== undefined && html` <span class="optional">${optional}</span>`}</label>
    ${notes(name, hint, error)}
    <input${attributes({
      id: name,
      name,
      type,
      value: props.value,
      dir: props.ltr === true ? 'ltr' : undefined,
      autocomplete: props.autocomplete,
      inputmode: props.inputmode,
      autocapitalize: type === 'password' ? undefined : words ? 'words' : 'none',
      spellcheck: type === 'password' ? undefined : 'false',
      minlength: props.minlength,
      maxlength: props.maxlength,
      required: optional === undefined,
      autofocus: props.autofocus,
      ...described,
    })}>
    ${props.below}
  </div>`
}

type Described = Pick<FieldProps, 'name' | 'hint' | 'error' | 'describedBy'>

function describing({ name, hint, error, describedBy }: Described) {
  const ids = [
    error === undefined ? undefined : `${name}-error`,
    describedBy,
    hint === undefined ? undefined : `${name}-hint`,
  ].filter((id) => id !== undefined)
  return {
    'aria-invalid': error === undefined ? undefined : 'true',
    'aria-describedby': ids.length === 0 ? undefined : ids.join(' '),
  }
}

function notes(name: string, hint: string | undefined, error: string | undefined): Html {
  return html`${hint !== undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}
    ${error !== undefined && html`<p class="field-error" id="${name}-error">${error}</p>`}`
}

export type TextAreaProps = Described & {
  label: string
  value?: string | undefined
  optional: string
  autofocus?: boolean | undefined
}

/** Some lines of text, which may stay empty. */
export function textArea(props: TextAreaProps): Html {
  const { name, label, value = '', hint, error, optional, autofocus } = props
  return html`<div class="field">
    <label for="${name}">${label} <span class="optional">${optional}</span></label>
    ${notes(name, hint, error)}
    <textarea rows="3"${attributes({ id: name, name, autofocus, dir: 'auto', ...describing(props) })}>
${value}</textarea>
  </div>`
}

export type SelectProps = Described & {
  label: string
  autocomplete: string
  options: { value: string; label: string; lang?: string | undefined }[]
  value: string
}

export function select(props: SelectProps): Html {
  const { name, label, autocomplete, options, value, hint, error } = props
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${notes(name, hint, error)}
    <select${attributes({ id: name, name, autocomplete, ...describing(props) })}>
      ${options.map(
        (option) =>
          html`<option${attributes({
            value: option.value,
            lang: option.lang,
            selected: option.value === value,
          })}>${option.label}</option>`,
      )}
    </select>
  </div>`
}

export type CheckboxProps = { name: string; value: string; label: string; checked?: boolean | undefined }

export function checkbox({ name, value, label, checked }: CheckboxProps): Html {
  return html`<label class="checkbox">
    <input type="checkbox"${attributes({ name, value, checked })}>
    <span>${label}</span>
  </label>`
}
