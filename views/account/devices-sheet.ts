import { type Html, html } from '#lib/html'
import type { AccountFrame } from '../account-layout.ts'
import { button } from '../partials/button.ts'
import { hiddenInputs } from '../partials/hidden-inputs.ts'
import { sheet } from '../partials/sheet.ts'

export type DevicesProps = { frame: AccountFrame; urls: { forgetDevices: string } }

/** The devices that are not asked for a second factor, and how to have them asked again. */
export function devicesSheet({ frame, urls }: DevicesProps): Html {
  const words = frame.messages.security
  return sheet({
    id: 'devices',
    title: words.devices,
    text: words.devicesText,
    body: html`<form method="post" action="${urls.forgetDevices}">
      ${hiddenInputs({ csrf: frame.csrf })}
      ${button({ label: words.forget, kind: 'secondary' })}
    </form>`,
  })
}
