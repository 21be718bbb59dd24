import { type Html, html } from '#lib/html'
import { type Frame, page } from '../layout.ts'
import { button, buttonLink } from '../partials/button.ts'
import { clientBadge } from '../partials/client-badge.ts'
import { hiddenInputs } from '../partials/hidden-inputs.ts'
import { named } from '../partials/names.ts'

export type SignOutProps = {
  frame: Frame
  /** All that the form sends, by name. */
  fields: Record<string, string>
  action: string
  accountEmail?: string | undefined
  /** The app that asks to sign the person out. */
  clientName?: string | undefined
  stayUrl: string
}

export function signOutPage(props: SignOutProps): Html {
  const { accountEmail, clientName, frame } = props
  const words = frame.messages.signOut
  const email = accountEmail === undefined ? undefined : named(accountEmail)
  return page({
    frame,
    title: words.title,
    body: html`<div class="intro">
      <h1>${words.heading}</h1>
      ${
        clientName === undefined
          ? email && html`<p class="lede">${words.signedInAs(email)}</p>`
          : html`${clientBadge({ name: clientName })}
            <p class="lede">${email === undefined ? words.asks : words.asksFor(email)}</p>`
      }
      <p class="advice">${words.advice}</p>
    </div>
    <form class="stack" method="post" action="${props.action}">
      ${hiddenInputs(props.fields)}
      <div class="choices">
        ${button({ label: words.submit })}
        ${buttonLink({ label: words.stay, href: props.stayUrl, kind: 'secondary' })}
      </div>
    </form>`,
  })
}
