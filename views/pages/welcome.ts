import { type Html, html } from '#lib/html'
import { page } from '../layout.ts'

export type WelcomeProps = { stylesheet: string; issuer: string }

/** The front page of a server that runs in production, where hardly anybody has a reason to be. */
export function welcomePage({ stylesheet, issuer }: WelcomeProps): Html {
  const base = issuer.replace(/\/$/, '')
  const path = '/.well-known/openid-configuration'
  return page({
    stylesheet,
    title: 'Welcome',
    wide: true,
    body: html`<div class="intro">
      <h1>This is where you sign in</h1>
      <p class="message">Gatehouse signs people in to apps. An app sends you here, you show who you are, and
        you go back to the app.</p>
      <p class="advice">There is nothing to do on this page. Open the app you want to use, and sign in from
        there.</p>
    </div>
    <section class="reference" aria-labelledby="developers-heading">
      <h2 id="developers-heading">For developers</h2>
      <p>This is an OpenID Connect provider. Its discovery document names every endpoint.</p>
      <dl>
        <div><dt>Issuer</dt><dd><code>${issuer}</code></dd></div>
        <div>
          <dt>Discovery</dt>
          <dd><a class="tap" href="${base}${path}"><code>${base}<wbr>${path}</code></a></dd>
        </div>
      </dl>
    </section>`,
  })
}
