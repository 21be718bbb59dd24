import { type Html, html } from '#lib/html'

/** A name or text from outside: its direction is its own, whatever stands around it. */
export function foreign(text: string): Html {
  return html`<bdi>${text}</bdi>`
}

/** The same, where it stands out of a sentence. */
export function named(name: string): Html {
  return html`<strong>${foreign(name)}</strong>`
}
