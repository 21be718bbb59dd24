import { type Html, html } from '#lib/html'
import { attributes } from './attributes.ts'

/** `primary` is the one thing a page is for, `secondary` its alternative, `quiet` the way out. */
export type ButtonKind = 'primary' | 'secondary' | 'quiet'

export type ButtonProps = {
  /** `Html` when part of the label needs its own element, as a foreign name in `<bdi>`. */
  label: string | Html
  kind?: ButtonKind | undefined
  name?: string | undefined
  value?: string | undefined
}

export function button({ label, kind = 'primary', name, value }: ButtonProps): Html {
  return html`<button type="submit" class="button ${kind}"${attributes({ name, value })}>
    <span>${label}</span>
  </button>`
}

export type ButtonLinkProps = { label: string | Html; href: string; kind?: ButtonKind | undefined }

/** A link with the weight of a button: it goes somewhere and changes nothing. */
export function buttonLink({ label, href, kind = 'primary' }: ButtonLinkProps): Html {
  return html`<a class="button ${kind}" href="${href}"><span>${label}</span></a>`
}
