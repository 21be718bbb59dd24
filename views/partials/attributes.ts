import { type Html, html } from '#lib/html'

/** Attributes as a value: `true` is a bare attribute; false, null and undefined leave it out. */
export function attributes(values: Record<string, string | number | boolean | null | undefined>): Html {
  const present = Object.entries(values).filter(([, value]) => value !== false && value != null)
  return html`${present.map(([name, value]) =>
    value === true ? html` ${name}` : html` ${name}="${String(value)}"`,
  )}`
}
