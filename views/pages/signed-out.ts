import { type Html, html } from '#lib/html'
import { page } from '../layout.ts'
import { clientBadge } from '../partials/client-badge.ts'

export type SignedOutProps = {
  stylesheet: string
  clientName?: string | undefined
  clientUri?: string | undefined
}

export function signedOutPage({ stylesheet, clientName, clientUri }: SignedOutProps): Html {
  return page({
    stylesheet,
    title: 'Signed out',
    body: html`<div class="intro">
      <h1>You are signed out</h1>
      ${
        clientName !== undefined &&
        html`<p class="lede">You came from</p>
        ${clientBadge({ name: clientName, uri: clientUri })}`
      }
      <p class="advice">You can close this window now. Other apps you opened may keep you signed in until you
        sign out of them too.</p>
    </div>`,
  })
}
