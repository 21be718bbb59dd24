import { type Html, html } from '#lib/html'
import { attributes } from './attributes.ts'
import { tickIcon, warningIcon } from './icons.ts'

export type AlertProps = {
  message: string | Html
  /** Lets a field point at the alert with aria-describedby. */
  id?: string | undefined
  /** Moves the focus to the alert itself when the page opens: for errors that belong to no field. */
  autofocus?: boolean | undefined
}

/** An error, announced as soon as the page is there. */
export function alert({ message, id, autofocus }: AlertProps): Html {
  const focus = autofocus ? { tabindex: -1, autofocus } : {}
  return html`<div class="alert" role="alert"${attributes({ id, ...focus })}>
    ${warningIcon}
    <p>${message}</p>
  </div>`
}

/** Good news, announced politely. */
export function notice(message: string | Html): Html {
  return html`<div class="alert notice" role="status">
    ${tickIcon}
    <p>${message}</p>
  </div>`
}
