import { type Html, html } from '#lib/html'

/** One hidden input for each entry, as `hiddenInputs({ csrf })`. */
export function hiddenInputs(values: Record<string, string>): Html {
  return html`${Object.entries(values).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}`
}
