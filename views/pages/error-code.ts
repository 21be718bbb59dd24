import { type Html, html } from '#lib/html'
import { type Frame, page } from '../layout.ts'
import type { Explanation } from '../messages/en/explanations.ts'
import { attributes } from '../partials/attributes.ts'

export type ErrorCodeProps = {
  frame: Frame
  code: string
  /** What there is to say where the reader's language has no words of its own. */
  english: Explanation
  /** Of the request for this very page. */
  requestId: string
}

/** What an error code of the APIs means, for the developer who was answered it. */
export function errorCodePage({ frame, code, english, requestId }: ErrorCodeProps): Html {
  const { errorPages, explanations: words } = frame.messages
  const own = Object.hasOwn(words.codes, code) ? words.codes[code] : undefined
  const { title, why, cure } = own ?? english
  const language = attributes(own === undefined ? { lang: 'en', dir: 'ltr' } : {})
  return page({
    frame,
    title,
    wide: true,
    body: html`<div class="intro">
      <h1${language}>${title}</h1>
      <p class="advice"><code dir="ltr">${code}</code></p>
    </div>
    <section class="reference" aria-labelledby="why-heading">
      <h2 id="why-heading">${words.whyHeading}</h2>
      <p${language}>${why}</p>
    </section>
    <section class="reference" aria-labelledby="cure-heading">
      <h2 id="cure-heading">${words.cureHeading}</h2>
      <p${language}>${cure}</p>
    </section>
    <section class="reference" aria-labelledby="help-heading">
      <h2 id="help-heading">${words.helpHeading}</h2>
      <p>${words.help}</p>
      <dl>
        <div><dt>${errorPages.referenceCode}</dt><dd dir="ltr"><code>${code}</code></dd></div>
        <div><dt>${words.ownRequest}</dt><dd dir="ltr"><code>${requestId}</code></dd></div>
      </dl>
    </section>`,
  })
}
