import { type Html, html } from '#lib/html'
import { page } from '../layout.ts'
import { button } from '../partials/button.ts'
import { chips } from '../partials/chips.ts'
import { clientBadge } from '../partials/client-badge.ts'
import { hiddenInputs } from '../partials/hidden-inputs.ts'
import { clockIcon, plugIcon, tickIcon } from '../partials/icons.ts'

export type ConsentProps = {
  stylesheet: string
  clientName: string
  clientUri?: string | undefined
  accountEmail: string
  action: string
  csrf: string
  /** What the app will get, in words. */
  items: { title: string; detail?: string | undefined }[]
  /** APIs the app may call for the person: their identifiers and the scopes granted there. */
  resources: { name: string; scopes: string[] }[]
  offlineAccess: boolean
  /** Where the person is sent, whatever the answer. */
  redirectHost: string
}

export function consentPage(props: ConsentProps): Html {
  const { items, resources, offlineAccess } = props
  const nothing = items.length === 0 && resources.length === 0 && !offlineAccess

  return page({
    stylesheet: props.stylesheet,
    title: 'Allow access',
    body: html`<div class="intro">
      <h1>Allow access?</h1>
      ${clientBadge({ name: props.clientName, uri: props.clientUri })}
      <p class="lede">asks to use the account you are signed in with,
        <strong><bdi>${props.accountEmail}</bdi></strong></p>
    </div>
    <section class="grants" aria-labelledby="grants-heading">
      <h2 id="grants-heading">If you allow it, the app can</h2>
      <ul role="list">
        ${items.map(({ title, detail }) => grant(tickIcon, title, detail))}
        ${resources.map(({ name, scopes }) => resourceGrant(name, scopes))}
        ${offlineAccess && grant(clockIcon, 'Keep this access while you are away', OFFLINE_DETAIL)}
        ${nothing && grant(tickIcon, 'Know that you have an account here', NOTHING_DETAIL)}
      </ul>
    </section>
    <form class="stack" method="post" action="${props.action}">
      ${hiddenInputs({ csrf: props.csrf })}
      <div class="choices">
        ${button({ label: 'Allow', name: 'decision', value: 'allow' })}
        ${button({ label: 'Do not allow', name: 'decision', value: 'deny', kind: 'secondary' })}
      </div>
    </form>
    <p class="aside">Either way, you go back to <strong><bdi>${props.redirectHost}</bdi></strong></p>`,
  })
}

const OFFLINE_DETAIL = 'Also when you do not have the app open, until the access is withdrawn.'
const NOTHING_DETAIL = 'It learns nothing else about you.'

function grant(icon: Html, title: string, detail: string | undefined): Html {
  return html`<li class="grant">
    ${icon}
    <div class="grant-text">
      <p class="grant-title">${title}</p>
      ${detail !== undefined && html`<p class="detail">${detail}</p>`}
    </div>
  </li>`
}

function resourceGrant(name: string, scopes: string[]): Html {
  return html`<li class="grant">
    ${plugIcon}
    <div class="grant-text">
      <p class="grant-title">Use this service for you</p>
      <p class="detail"><bdi>${name}</bdi></p>
      ${scopes.length > 0 && chips(scopes)}
    </div>
  </li>`
}
