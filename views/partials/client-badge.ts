import { type Html, html } from '#lib/html'

/** The first letter of a name on a tile: what stands for an app that brings no picture of its own. */
export function initialTile(name: string): Html {
  const initial = Array.from(name.trim())[0]?.toUpperCase() ?? '?'
  return html`<span class="tile" aria-hidden="true">${initial}</span>`
}

export type ClientBadgeProps = {
  name: string
  uri?: string | undefined
  /** Makes the name a heading of the second level, with this id. */
  headingId?: string | undefined
}

/**
 * The app a page is about. Its name and address come from outside, so `<bdi>` keeps their text direction to
 * themselves, and an address that is not of the web is shown but cannot be followed.
 */
export function clientBadge({ name, uri, headingId }: ClientBadgeProps): Html {
  return html`<div class="client">
    ${initialTile(name)}
    <div class="client-text">
      ${
        headingId === undefined
          ? html`<p class="client-name"><bdi>${name}</bdi></p>`
          : html`<h2 class="client-name" id="${headingId}"><bdi>${name}</bdi></h2>`
      }
      ${uri !== undefined && html`<p class="client-uri">${webLink(uri)}</p>`}
    </div>
  </div>`
}

export function webLink(uri: string): Html {
  const shown = uri.replace(/^https?:\/\//, '').replace(/\/$/, '')
  if (shown === uri.replace(/\/$/, '')) return html`<bdi>${uri}</bdi>`
  return html`<a href="${uri}" rel="noreferrer"><bdi>${shown}</bdi></a>`
}
