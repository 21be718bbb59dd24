import { type Html, html } from '#lib/html'
import { type Frame, page } from '../layout.ts'
import { buttonLink } from '../partials/button.ts'

export type ErrorProps = {
  frame: Frame
  heading: string
  message: string
  /** What the person can do about it. */
  advice?: string | undefined
  /** A way on. */
  next?: { url: string; label: string } | undefined
  /** For whoever is asked for help: the machine's name of the error, and where to find it in the log. */
  code?: string | undefined
  requestId?: string | undefined
  /** What the engine said, in English, for developers. */
  detail?: string | undefined
}

/** Anything that ends the way of a person: bad requests, dead links, failures of the server. */
export function errorPage(props: ErrorProps): Html {
  const { advice, code, detail, frame, next, requestId } = props
  const words = frame.messages.errorPages
  const rows = [
    code !== undefined && referenceRow(words.referenceCode, html`<code>${code}</code>`),
    requestId !== undefined && referenceRow(words.referenceRequest, html`<code>${requestId}</code>`),
    detail !== undefined &&
      referenceRow(words.referenceDetail, html`<span lang="en" dir="ltr">${detail}</span>`),
  ].filter((row) => row !== false)
  return page({
    frame,
    title: props.heading,
    body: html`<div class="intro">
      <h1>${props.heading}</h1>
      <p class="message">${props.message}</p>
      ${advice !== undefined && html`<p class="advice">${advice}</p>`}
    </div>
    ${next !== undefined && html`<div class="stack">${buttonLink({ href: next.url, label: next.label })}</div>`}
    ${
      rows.length > 0 &&
      html`<section class="reference" aria-labelledby="reference-heading">
        <h2 id="reference-heading">${words.referenceHeading}</h2>
        <dl>${rows}</dl>
      </section>`
    }`,
  })
}

function referenceRow(term: string, value: Html): Html {
  return html`<div><dt>${term}</dt><dd dir="auto">${value}</dd></div>`
}
