import { type Html, html } from '#lib/html'
import { alert } from '../partials/alert.ts'
import { buttonLink } from '../partials/button.ts'
import { demoPage } from './layout.ts'

export type DemoHomeProps = {
  stylesheet: string
  signInUrl: string
  /** How somebody without an account gets in, in one sentence. */
  signUpHint: string
  issuer: string
  error?: string | undefined
}

export function demoHomePage({ stylesheet, signInUrl, signUpHint, issuer, error }: DemoHomeProps): Html {
  return demoPage({
    stylesheet,
    title: error === undefined ? 'Try a sign-in' : 'Error: Try a sign-in',
    body: html`<h1>Try a sign-in, and see what the app learns</h1>
    ${error !== undefined && alert({ message: error, autofocus: true })}
    <ol class="steps" role="list">
      <li>
        <h2>You leave this app</h2>
        <p>The button below sends you to Gatehouse at <code>${issuer}</code>. This app never sees your
          password.</p>
      </li>
      <li>
        <h2>You sign in and agree</h2>
        <p>Gatehouse checks who you are, and asks you what this app may know.</p>
      </li>
      <li>
        <h2>You come back with proof</h2>
        <p>This app gets signed tokens, checks them, and shows you everything that is in them.</p>
      </li>
    </ol>
    <div class="start">
      ${buttonLink({ label: 'Sign in with Gatehouse', href: signInUrl })}
      <p class="detail">${signUpHint}</p>
    </div>`,
  })
}
