import { type Html, html } from '#lib/html'
import { page } from '../layout.ts'
import { buttonLink } from '../partials/button.ts'

export type ErrorProps = {
  stylesheet: string
  heading: string
  message: string
  /** What the person can do about it. */
  advice?: string | undefined
  /** A way on, shown when both its address and its label are there. */
  actionUrl?: string | undefined
  actionLabel?: string | undefined
  /** For whoever is asked for help: the machine's name of the error, and where to find it in the log. */
  code?: string | undefined
  requestId?: string | undefined
}

/** Anything that ends the way of a person: bad requests, dead links, failures of the server. */
export function errorPage(props: ErrorProps): Html {
  const { advice, actionUrl, actionLabel, code, requestId } = props
  return page({
    stylesheet: props.stylesheet,
    title: props.heading,
    body: html`<div class="intro">
      <h1>${props.heading}</h1>
      <p class="message">${props.message}</p>
      ${advice !== undefined && html`<p class="advice">${advice}</p>`}
    </div>
    ${
      actionUrl !== undefined &&
      actionLabel !== undefined &&
      html`<div class="stack">${buttonLink({ href: actionUrl, label: actionLabel })}</div>`
    }
    ${
      (code !== undefined || requestId !== undefined) &&
      html`<section class="reference" aria-labelledby="reference-heading">
        <h2 id="reference-heading">If you ask for help, give these details</h2>
        <dl>
          ${code !== undefined && html`<div><dt>Error</dt><dd><code>${code}</code></dd></div>`}
          ${requestId !== undefined && html`<div><dt>Request</dt><dd><code>${requestId}</code></dd></div>`}
        </dl>
      </section>`
    }`,
  })
}
