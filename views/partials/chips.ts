import { type Html, html } from '#lib/html'

/** Short machine names, as scopes, side by side. */
export function chips(names: string[]): Html {
  return html`<ul class="chips" role="list">${names.map((name) => html`<li><code>${name}</code></li>`)}</ul>`
}
