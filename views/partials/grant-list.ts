import { type Html, html } from '#lib/html'
import type { Messages } from '../messages/index.ts'
import { chips } from './chips.ts'
import { clockIcon, plugIcon, tickIcon } from './icons.ts'
import { foreign } from './names.ts'

export type PermissionsProps = {
  /** What the app gets to know, in words. */
  items: { title: string | Html; detail?: string | Html | undefined }[]
  /** APIs the app may call for the person: their identifiers and the scopes granted there. */
  resources: { name: string; scopes: string[] }[]
  offlineAccess: boolean
}

/** What an app may do with an account, one by one. */
export function grantList(words: Messages['consent'], permissions: PermissionsProps): Html {
  const { items, resources, offlineAccess } = permissions
  const isEmpty = items.length === 0 && resources.length === 0 && !offlineAccess
  return html`<ul role="list">
    ${items.map(({ title, detail }) => grant(tickIcon, title, detail !== undefined && detailText(detail)))}
    ${resources.map(({ name, scopes }) =>
      grant(
        plugIcon,
        words.service,
        html`${detailText(foreign(name))} ${scopes.length > 0 && chips(scopes)}`,
      ),
    )}
    ${offlineAccess && grant(clockIcon, words.offline, detailText(words.offlineDetail))}
    ${isEmpty && grant(tickIcon, words.nothing, detailText(words.nothingDetail))}
  </ul>`
}

function detailText(text: string | Html): Html {
  return html`<p class="detail">${text}</p>`
}

function grant(icon: Html, title: string | Html, details: Html | false): Html {
  return html`<li class="grant">
    ${icon}
    <div class="grant-text">
      <p class="grant-title">${title}</p>
      ${details}
    </div>
  </li>`
}
