import { type Html, html } from '#lib/html'
import type { AccountFrame } from '../account-layout.ts'
import { day } from '../dates.ts'
import { button } from '../partials/button.ts'
import { type Device, deviceName } from '../partials/device-name.ts'
import { hiddenInputs } from '../partials/hidden-inputs.ts'
import { screensIcon } from '../partials/icons.ts'
import { entry, sheet } from '../partials/sheet.ts'

export type DeviceEntry = {
  id: string
  device: Device
  /** Milliseconds since the epoch. */
  lastSeenAt: number
}

export type DevicesProps = { frame: AccountFrame; devices: DeviceEntry[]; urls: { forgetDevice: string } }

/** The devices that are not asked for a second factor. */
export function devicesSheet({ devices, frame, urls }: DevicesProps): Html {
  const { account, security: words } = frame.messages
  return sheet({
    id: 'devices',
    title: words.devices,
    text: words.devicesText,
    body:
      devices.length === 0
        ? html`<p>${words.noDevices}</p>`
        : html`<ul class="entries" role="list">${devices.map(({ id, device, lastSeenAt }) =>
            entry({
              id: `device-${id}`,
              title: deviceName(frame.messages, device),
              isPart: true,
              icon: screensIcon,
              facts: [{ term: account.lastActive, value: day(frame.language, lastSeenAt) }],
              actions: html`<form method="post" action="${urls.forgetDevice}">
                ${hiddenInputs({ csrf: frame.csrf, device: id })}
                ${button({ label: words.forget, kind: 'secondary', describedBy: `device-${id}` })}
              </form>`,
            }),
          )}</ul>`,
  })
}
