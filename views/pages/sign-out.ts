import { type Html, html } from '#lib/html'
import { page } from '../layout.ts'
import { button, buttonLink } from '../partials/button.ts'
import { clientBadge } from '../partials/client-badge.ts'
import { hiddenInputs } from '../partials/hidden-inputs.ts'

export type SignOutProps = {
  stylesheet: string
  /** All that the form sends, by name. */
  fields: Record<string, string>
  action: string
  accountEmail?: string | undefined
  /** The app that asks to sign the person out. */
  clientName?: string | undefined
  stayUrl: string
}

export function signOutPage(props: SignOutProps): Html {
  const { accountEmail, clientName } = props
  const email = accountEmail !== undefined && html`<strong><bdi>${accountEmail}</bdi></strong>`
  return page({
    stylesheet: props.stylesheet,
    title: 'Sign out',
    body: html`<div class="intro">
      <h1>Sign out?</h1>
      ${
        clientName === undefined
          ? email && html`<p class="lede">You are signed in as ${email}</p>`
          : html`${clientBadge({ name: clientName })}
            <p class="lede">asks to sign you out${email && html` of the account ${email}`}</p>`
      }
      <p class="advice">You will have to sign in again before you can continue to an app from this browser.</p>
    </div>
    <form class="stack" method="post" action="${props.action}">
      ${hiddenInputs(props.fields)}
      <div class="choices">
        ${button({ label: 'Sign out' })}
        ${buttonLink({ label: 'Stay signed in', href: props.stayUrl, kind: 'secondary' })}
      </div>
    </form>`,
  })
}
