import { type Html, html } from '#lib/html'
import { type AccountFrame, accountPage } from '../account-layout.ts'
import { button, buttonLink, scriptButton } from '../partials/button.ts'
import { field } from '../partials/field.ts'
import { hiddenInputs } from '../partials/hidden-inputs.ts'
import { named } from '../partials/names.ts'
import { qrCode } from '../partials/qr-code.ts'

export type TwoStepProps = {
  frame: AccountFrame
  /** The key for the authenticator app, in Base32. */
  key: string
  /** What the QR code is made of, row by row; true is dark. */
  modules: boolean[][]
  /** The same for an app on the device where this page is read: `otpauth://…`. */
  uri: string
  action: string
  /** All that the form sends beside the code, by name. */
  fields: Record<string, string>
  cancelUrl: string
  error?: string | undefined
}

/** What authenticator apps answer to; a form that comes back might bring anything. */
const APPS = 'otpauth://'

export function twoStepPage(props: TwoStepProps): Html {
  const { frame, key, modules, uri, action, fields, cancelUrl, error } = props
  const { frame: shared, security: words, signIn } = frame.messages
  const inFours = key.match(/.{1,4}/g)?.join(' ') ?? key
  return accountPage({
    frame,
    place: 'security',
    title: words.setUpTitle,
    failed: error !== undefined,
    scripted: true,
    body: html`<div class="sheet">
      <p>${words.setUpScan}</p>
      <p class="detail">${words.setUpNoApp}</p>
      ${qrCode(modules, words.qrLabel)}
      ${uri.startsWith(APPS) && html`<p><a class="tap" href="${uri}">${words.setUpHere}</a></p>`}
      <p>${words.setUpByHand}</p>
      <p class="secret" dir="ltr"><code id="key">${inFours}</code></p>
      ${copyButton(shared, 'key')}
    </div>
    <form class="sheet stack" method="post" action="${action}">
      ${hiddenInputs({ csrf: frame.csrf, ...fields })}
      ${field({
        name: 'one-time-code',
        label: words.setUpCode,
        hint: signIn.codeHint,
        autocomplete: 'one-time-code',
        inputmode: 'numeric',
        ltr: true,
        error,
        autofocus: error !== undefined,
      })}
      <div class="actions">
        ${button({ label: words.setUpSubmit })}
        ${buttonLink({ label: shared.cancel, href: cancelUrl, kind: 'secondary' })}
      </div>
    </form>`,
  })
}

function copyButton(shared: AccountFrame['messages']['frame'], id: string): Html {
  return scriptButton({ label: shared.copy, data: { 'data-copy': id, 'data-copied': shared.copied } })
}

export type RecoveryCodesProps = { frame: AccountFrame; email: string; codes: string[]; doneUrl: string }

/** Shown once; on paper only the codes, and whose they are. */
export function recoveryCodesPage({ frame, email, codes, doneUrl }: RecoveryCodesProps): Html {
  const { frame: shared, security: words } = frame.messages
  return accountPage({
    frame,
    place: 'security',
    title: words.codesTitle,
    lede: words.codesLede,
    scripted: true,
    body: html`<section class="sheet" aria-labelledby="codes-heading">
      <h2 id="codes-heading">${words.codesFor(named(email))}</h2>
      <ol class="codes" id="codes" dir="ltr" role="list">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ol>
      <div class="actions">
        ${copyButton(shared, 'codes')}
        ${scriptButton({ label: shared.print, data: { 'data-print': '' } })}
      </div>
    </section>
    <div class="actions">${buttonLink({ label: words.codesDone, href: doneUrl })}</div>`,
  })
}
