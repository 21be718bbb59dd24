import { type Html, html } from '#lib/html'
import { type Frame, page } from '../layout.ts'

export type WelcomeProps = { frame: Frame; issuer: string }

/** The front page of a server that runs in production, where hardly anybody has a reason to be. */
export function welcomePage({ frame, issuer }: WelcomeProps): Html {
  const words = frame.messages.welcome
  const base = issuer.replace(/\/$/, '')
  const path = '/.well-known/openid-configuration'
  return page({
    frame,
    title: words.title,
    wide: true,
    body: html`<div class="intro">
      <h1>${words.heading}</h1>
      <p class="message">${words.text}</p>
      <p class="advice">${words.advice}</p>
    </div>
    <section class="reference" aria-labelledby="developers-heading">
      <h2 id="developers-heading">${words.developers}</h2>
      <p>${words.developersText}</p>
      <dl>
        <div><dt>${words.issuer}</dt><dd dir="ltr"><code>${issuer}</code></dd></div>
        <div>
          <dt>${words.discovery}</dt>
          <dd dir="ltr"><a class="tap" href="${base}${path}"><code>${base}<wbr>${path}</code></a></dd>
        </div>
      </dl>
    </section>`,
  })
}
