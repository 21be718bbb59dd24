import { type Html, html } from '#lib/html'

/** The first letter of a name on a tile: what stands for an app that brings no picture of its own. */
export function initialTile(name: string): Html {
  const initial = Array.from(name.trim())[0]?.toUpperCase() ?? '?'
  return html`<span class="tile" aria-hidden="true">${initial}</span>`
}

/** Says nothing that the name beside it does not; has its size before it has come, so that nothing moves. */
function pictureTile(path: string): Html {
  return html`<img class="tile picture" src="${path}" alt="" width="36" height="36">`
}

/** What stands beside an app's name. */
export type ClientFace = {
  /** Where it sends people: what no picture can pretend. */
  host?: string | undefined
  /** The tenant whose app it is. */
  owner?: string | undefined
  /** The path of its picture, on our own origin. */
  logo?: string | undefined
}

export type ClientBadgeProps = ClientFace & {
  name: string
  uri?: string | undefined
  /** Makes the name a heading of the second level, with this id. */
  headingId?: string | undefined
}

/**
 * The app a page is about. Its name and address come from outside, so `<bdi>` keeps their text direction to
 * themselves, and an address that is not of the web is shown but cannot be followed.
 */
export function clientBadge({ name, uri, headingId, host, owner, logo }: ClientBadgeProps): Html {
  return html`<div class="client">
    ${logo === undefined ? initialTile(name) : pictureTile(logo)}
    <div class="client-text">
      ${
        headingId === undefined
          ? html`<p class="client-name"><bdi>${name}</bdi></p>`
          : html`<h2 class="client-name" id="${headingId}"><bdi>${name}</bdi></h2>`
      }
      ${owner !== undefined && html`<p class="client-detail"><bdi>${owner}</bdi></p>`}
      ${host !== undefined && html`<p class="client-detail"><bdi>${host}</bdi></p>`}
      ${uri !== undefined && html`<p class="client-uri">${webLink(uri)}</p>`}
    </div>
  </div>`
}

export function webLink(uri: string): Html {
  const shown = uri.replace(/^https?:\/\//, '').replace(/\/$/, '')
  if (shown === uri.replace(/\/$/, '')) return html`<bdi>${uri}</bdi>`
  return html`<a href="${uri}" rel="noreferrer"><bdi>${shown}</bdi></a>`
}
