import { type Html, html } from '#lib/html'
import { type Frame, page } from '../layout.ts'
import { askForLink } from '../partials/ask-for-link.ts'
import { type ClientFace, clientBadge } from '../partials/client-badge.ts'

export type ForgotPasswordProps = {
  frame: Frame
  clientName: string
  face?: ClientFace | undefined
  action: string
  csrf: string
  signInUrl?: string | undefined
  username?: string | undefined
  error?: string | undefined
}

export function forgotPasswordPage(props: ForgotPasswordProps): Html {
  const { frame, clientName, face, action, csrf, signInUrl, username, error } = props
  const { mailedLinks: words } = frame.messages
  return page({
    frame,
    title: words.forgotTitle,
    failed: error !== undefined,
    body: html`<div class="intro">
      <h1>${words.forgotTitle}</h1>
      <p class="lede">${words.forgotLede}</p>
      ${clientBadge({ name: clientName, ...face })}
    </div>
    ${askForLink({ frame, action, csrf, username, error })}
    ${
      signInUrl !== undefined &&
      html`<div class="ways-out"><p><a class="tap" href="${signInUrl}">${words.backToSignIn}</a></p></div>`
    }`,
  })
}
