import { type Html, html } from '#lib/html'
import type { AccountFrame } from '../account-layout.ts'
import { fromNow } from '../dates.ts'
import { button } from '../partials/button.ts'
import { type Device, deviceName } from '../partials/device-name.ts'
import { hiddenInputs } from '../partials/hidden-inputs.ts'
import { screensIcon } from '../partials/icons.ts'
import { entry, sheet } from '../partials/sheet.ts'

export type TrustedDevice = {
  id: string
  device: Device
  ip?: string | undefined
  /** Milliseconds since the epoch. */
  seenAt: number
}

export type DevicesProps = {
  frame: AccountFrame
  devices: TrustedDevice[]
  now: number
  urls: { forgetDevice: string; forgetDevices: string }
}

/** The devices that are not asked for a second factor, and how to have one of them, or all, asked again. */
export function devicesSheet({ frame, devices, now, urls }: DevicesProps): Html {
  const words = frame.messages.security
  return sheet({
    id: 'devices',
    title: words.devices,
    text: words.devicesText,
    body:
      devices.length === 0
        ? html`<p>${words.noDevices}</p>`
        : html`<ul class="entries" role="list">
            ${devices.map((one, index) => deviceEntry(frame, one, now, `device-${index}`, urls.forgetDevice))}
          </ul>
          <form method="post" action="${urls.forgetDevices}">
            ${hiddenInputs({ csrf: frame.csrf })}
            ${button({ label: words.forget, kind: 'secondary' })}
          </form>`,
  })
}

function deviceEntry(
  { csrf, language, messages }: AccountFrame,
  { id, device, ip, seenAt }: TrustedDevice,
  now: number,
  headingId: string,
  action: string,
): Html {
  const { account: words, security } = messages
  return entry({
    id: headingId,
    title: deviceName(messages, device),
    isPart: true,
    icon: screensIcon,
    facts: [
      { term: security.lastUsed, value: fromNow(language, seenAt, now) },
      ...(ip === undefined ? [] : [{ term: words.place, value: html`<span dir="ltr">${ip}</span>` }]),
    ],
    actions: html`<form method="post" action="${action}">
      ${hiddenInputs({ csrf, device: id })}
      ${button({ label: security.forgetOne, kind: 'secondary', describedBy: headingId })}
    </form>`,
  })
}
