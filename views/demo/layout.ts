import { type Html, html } from '#lib/html'
import { htmlDocument } from '../layout.ts'
import { initialTile } from '../partials/client-badge.ts'

export type DemoPageProps = { title: string; stylesheet: string; body: Html }

/** `--paper` in gatehouse.css. */
const PAPER = { light: '#f1f0ea', dark: '#191a18' }

/** A page of the demo app: it must look like somebody else's house, not like the gate. */
export function demoPage({ title, stylesheet, body }: DemoPageProps): Html {
  return htmlDocument({
    title: `${title} · Demo app`,
    stylesheet,
    edge: PAPER,
    bodyClass: 'app',
    body: html`<a class="skip" href="#main">Skip to the content</a>
<header class="app-bar">
  <div class="app-bar-inner">
    ${initialTile('Demo app')}
    <p class="app-name">Demo app</p>
    <p class="app-label">An example of an app that uses Gatehouse</p>
  </div>
</header>
<main id="main" class="app-main" tabindex="-1">
  ${body}
</main>
<footer class="app-foot">
  <p>This app is only there to try things out. It knows nothing but what Gatehouse tells it.</p>
</footer>`,
  })
}
