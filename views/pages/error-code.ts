import { type Html, html } from '#lib/html'
import { page } from '../layout.ts'

export type ErrorCodeProps = {
  stylesheet: string
  code: string
  title: string
  why: string
  cure: string
  /** Of the request for this very page. */
  requestId: string
}

/** What an error code of the APIs means, for the developer who was answered it. */
export function errorCodePage({ stylesheet, code, title, why, cure, requestId }: ErrorCodeProps): Html {
  return page({
    stylesheet,
    title,
    wide: true,
    body: html`<div class="intro">
      <h1>${title}</h1>
      <p class="advice"><code>${code}</code></p>
    </div>
    <section class="reference" aria-labelledby="why-heading">
      <h2 id="why-heading">Why it happens</h2>
      <p>${why}</p>
    </section>
    <section class="reference" aria-labelledby="cure-heading">
      <h2 id="cure-heading">What to do</h2>
      <p>${cure}</p>
    </section>
    <section class="reference" aria-labelledby="help-heading">
      <h2 id="help-heading">If you ask for help</h2>
      <p>Name the code, and the id of the request that failed: its answer carries it in the header
        <code>X-Request-Id</code>.</p>
      <dl>
        <div><dt>Error</dt><dd><code>${code}</code></dd></div>
        <div><dt>This page’s request</dt><dd><code>${requestId}</code></dd></div>
      </dl>
    </section>`,
  })
}
