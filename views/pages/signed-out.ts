import { type Html, html } from '#lib/html'
import { type Frame, page } from '../layout.ts'
import { clientBadge } from '../partials/client-badge.ts'

export type SignedOutProps = {
  frame: Frame
  clientName?: string | undefined
  clientUri?: string | undefined
}

export function signedOutPage({ frame, clientName, clientUri }: SignedOutProps): Html {
  const words = frame.messages.signOut
  return page({
    frame,
    title: words.doneTitle,
    body: html`<div class="intro">
      <h1>${words.doneHeading}</h1>
      ${
        clientName !== undefined &&
        html`<p class="lede">${words.cameFrom}</p>
        ${clientBadge({ name: clientName, uri: clientUri })}`
      }
      <p class="advice">${words.doneAdvice}</p>
    </div>`,
  })
}
