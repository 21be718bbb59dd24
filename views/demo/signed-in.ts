import { type Html, html } from '#lib/html'
import { alert, notice } from '../partials/alert.ts'
import { button, buttonLink } from '../partials/button.ts'
import { chips } from '../partials/chips.ts'
import { hiddenInputs } from '../partials/hidden-inputs.ts'
import { claimsList, timeInWords } from './claims.ts'
import { demoPage } from './layout.ts'

export type DemoSignedInProps = {
  stylesheet: string
  name: string
  idTokenClaims: Record<string, unknown>
  userinfo: Record<string, unknown>
  /** Separated by spaces, as in the token response. */
  scope: string
  /** When the access token ends: an ISO date is put into words, anything else is shown as it is. */
  expiresAt: string
  hasRefreshToken: boolean
  refreshAction: string
  apiAction: string
  signOutUrl: string
  csrf: string
  apiResult?: { status: number; body: unknown } | undefined
  notice?: string | undefined
  /** What went wrong with the last action. */
  error?: string | undefined
}

export function demoSignedInPage(props: DemoSignedInProps): Html {
  const { apiResult, csrf, hasRefreshToken } = props
  const scopes = props.scope.split(' ').filter((scope) => scope !== '')
  return demoPage({
    stylesheet: props.stylesheet,
    title: 'Signed in',
    body: html`<div class="app-title">
      <h1>Hello, <bdi>${props.name}</bdi></h1>
      ${buttonLink({ label: 'Sign out', href: props.signOutUrl, kind: 'secondary' })}
    </div>
    ${props.notice !== undefined && notice(props.notice)}
    ${props.error !== undefined && alert({ message: props.error, autofocus: true })}
    <section class="sheet" aria-labelledby="tokens-heading">
      <h2 id="tokens-heading">Tokens this app holds</h2>
      <dl class="claims">
        <div class="claim">
          <dt>Granted scopes</dt>
          <dd>${scopes.length === 0 ? 'None' : chips(scopes)}</dd>
        </div>
        <div class="claim"><dt>Access token ends</dt><dd>${timeInWords(props.expiresAt)}</dd></div>
        <div class="claim">
          <dt>Refresh token</dt>
          <dd>${hasRefreshToken ? 'Yes, new tokens can be had without you' : 'None, so you sign in again once that time is over'}</dd>
        </div>
      </dl>
      <div class="actions">
        <form method="post" action="${props.apiAction}">
          ${hiddenInputs({ csrf })}
          ${button({ label: 'Call the protected API' })}
        </form>
        ${
          hasRefreshToken &&
          html`<form method="post" action="${props.refreshAction}">
            ${hiddenInputs({ csrf })}
            ${button({ label: 'Refresh the tokens', kind: 'secondary' })}
          </form>`
        }
      </div>
      ${apiResult !== undefined && apiAnswer(apiResult)}
    </section>
    <section class="sheet" aria-labelledby="id-token-heading">
      <h2 id="id-token-heading">ID token</h2>
      <p class="detail">Signed by Gatehouse. It says that you signed in, when, and for which app.</p>
      ${claimsList(props.idTokenClaims)}
    </section>
    <section class="sheet" aria-labelledby="userinfo-heading">
      <h2 id="userinfo-heading">Userinfo</h2>
      <p class="detail">What the userinfo endpoint answered when this app showed the access token.</p>
      ${claimsList(props.userinfo)}
    </section>`,
  })
}

function apiAnswer({ status, body }: { status: number; body: unknown }): Html {
  return html`<div class="answer" role="status">
    <h3>The API answered with status ${status}</h3>
    <pre><code>${typeof body === 'string' ? body : JSON.stringify(body, null, 2)}</code></pre>
  </div>`
}
