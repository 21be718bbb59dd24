import { type Html, html } from '#lib/html'
import { type Frame, page } from '../layout.ts'
import { button } from '../partials/button.ts'
import { type ClientFace, clientBadge } from '../partials/client-badge.ts'
import { field } from '../partials/field.ts'
import { hiddenInputs } from '../partials/hidden-inputs.ts'

export type DeviceCodeProps = {
  frame: Frame
  action: string
  /** All that the form sends beside the code, by name. */
  fields: Record<string, string>
  userCode?: string | undefined
  error?: string | undefined
}

/** Where the code of a device is typed (RFC 8628 §3.3). */
export function deviceCodePage({ frame, action, fields, userCode, error }: DeviceCodeProps): Html {
  const words = frame.messages.device
  return page({
    frame,
    title: words.title,
    failed: error !== undefined,
    body: html`<div class="intro">
      <h1>${words.title}</h1>
      <p class="lede">${words.lede}</p>
    </div>
    <form class="stack" method="post" action="${action}">
      ${hiddenInputs(fields)}
      ${field({
        name: 'user_code',
        label: words.code,
        autocomplete: 'off',
        ltr: true,
        value: userCode,
        error,
        autofocus: error !== undefined,
      })}
      ${button({ label: words.next })}
    </form>`,
  })
}

export type DeviceConfirmProps = {
  frame: Frame
  action: string
  fields: Record<string, string>
  clientName: string
  face?: ClientFace | undefined
  userCode: string
}

/** The same code once more, so that nobody connects the device of whoever sent them a link (RFC 8628 §5.4). */
export function deviceConfirmPage(props: DeviceConfirmProps): Html {
  const { frame, action, fields, clientName, face, userCode } = props
  const { device: words, consent } = frame.messages
  return page({
    frame,
    title: words.confirmTitle,
    body: html`<div class="intro">
      <h1>${words.confirmTitle}</h1>
      ${clientBadge({ name: clientName, ...face })}
      <p class="lede">${words.confirmLede}</p>
    </div>
    <section class="grants device-code" aria-labelledby="code-heading">
      <h2 id="code-heading">${words.sameCode}</h2>
      <p dir="ltr"><code>${userCode}</code></p>
    </section>
    <p class="aside">${words.warning}</p>
    <form class="stack" method="post" action="${action}">
      ${hiddenInputs(fields)}
      <div class="choices">
        ${button({ label: words.connect, name: 'confirm', value: 'yes' })}
        ${button({ label: consent.deny, name: 'abort', value: 'yes', kind: 'secondary' })}
      </div>
    </form>`,
  })
}

export function deviceDonePage({ frame, connected }: { frame: Frame; connected: boolean }): Html {
  const words = frame.messages.device
  const title = connected ? words.doneTitle : words.deniedTitle
  return page({
    frame,
    title,
    body: html`<div class="intro">
      <h1>${title}</h1>
      <p class="message" role="status">${connected ? words.doneText : words.deniedText}</p>
    </div>`,
  })
}
