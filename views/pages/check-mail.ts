import { type Html, html } from '#lib/html'
import { type Frame, page } from '../layout.ts'
import { notice } from '../partials/alert.ts'
import { button, buttonLink } from '../partials/button.ts'
import { hiddenInputs } from '../partials/hidden-inputs.ts'
import { named } from '../partials/names.ts'

export type CheckMailProps = {
  frame: Frame
  /** What the link in the mail is for. Only the first says that there is a mail, since the person is known. */
  purpose: 'verify' | 'reset' | 'again'
  /** As typed: an address, or a user name. */
  identifier: string
  /** All that asking for another mail sends, by name. */
  again?: { action: string; fields: Record<string, string>; done?: boolean | undefined } | undefined
  /** The way on, without waiting. */
  next?: { url: string; label: string } | undefined
}

export function checkMailPage({ frame, purpose, identifier, again, next }: CheckMailProps): Html {
  const words = frame.messages.mailedLinks
  const texts = { verify: words.checkVerify, reset: words.checkReset, again: words.checkAgain }
  return page({
    frame,
    title: words.checkTitle,
    body: html`<div class="intro">
      <h1>${words.checkTitle}</h1>
      <p class="message">${texts[purpose](named(identifier))}</p>
      <p class="advice">${words.checkAdvice}</p>
    </div>
    ${again?.done === true && notice(words.sentAgain)}
    <div class="stack">
      ${next !== undefined && buttonLink({ href: next.url, label: next.label })}
      ${
        again !== undefined &&
        html`<form method="post" action="${again.action}">
          ${hiddenInputs(again.fields)}
          ${button({ label: words.sendAgain, kind: 'secondary' })}
        </form>`
      }
    </div>`,
  })
}
