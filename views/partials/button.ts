import { type Html, html } from '#lib/html'
import { attributes } from './attributes.ts'

/** `primary` is the one thing a page is for, `secondary` its alternative, `quiet` the way out, `danger` for ever. */
export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger'

export type ButtonProps = {
  /** `Html` when part of the label needs its own element, as a foreign name in `<bdi>`. */
  label: string | Html
  kind?: ButtonKind | undefined
  name?: string | undefined
  value?: string | undefined
  /** The id of what it is about, where the same label stands on many buttons of a page. */
  describedBy?: string | undefined
}

export function button({ label, kind = 'primary', name, value, describedBy }: ButtonProps): Html {
  return html`<button type="submit" class="button ${kind}"${attributes({ name, value, 'aria-describedby': describedBy })}>
    <span>${label}</span>
  </button>`
}

export type ButtonLinkProps = { label: string | Html; href: string; kind?: ButtonKind | undefined }

/** A link with the weight of a button: it goes somewhere and changes nothing. */
export function buttonLink({ label, href, kind = 'primary' }: ButtonLinkProps): Html {
  return html`<a class="button ${kind}" href="${href}"><span>${label}</span></a>`
}

export type ScriptButtonProps = {
  label: string | Html
  kind?: ButtonKind | undefined
  /** What the script reads, as `data-copy`. */
  data: Record<string, string>
}

/** A button that only a script brings to life; without scripts it is not there. */
export function scriptButton({ label, kind = 'secondary', data }: ScriptButtonProps): Html {
  return html`<button type="button" class="button ${kind} scripted"${attributes(data)}>
    <span>${label}</span>
  </button>`
}
