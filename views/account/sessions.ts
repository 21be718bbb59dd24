import { type Html, html } from '#lib/html'
import { type AccountFrame, accountPage } from '../account-layout.ts'
import { fromNow, moment } from '../dates.ts'
import { button } from '../partials/button.ts'
import { type Device, deviceName } from '../partials/device-name.ts'
import { hiddenInputs } from '../partials/hidden-inputs.ts'
import { screensIcon } from '../partials/icons.ts'
import { entry } from '../partials/sheet.ts'

export type SessionEntry = {
  id: string
  device: Device
  ip?: string | undefined
  /** Milliseconds since the epoch, as all times are. */
  signedInAt: number
  seenAt: number
  /** The session that this page is read in. */
  isThis: boolean
}

export type SessionsProps = {
  frame: AccountFrame
  sessions: SessionEntry[]
  now: number
  done?: string | undefined
  endAction: string
  endOthersAction: string
}

export function sessionsPage({
  frame,
  sessions,
  now,
  done,
  endAction,
  endOthersAction,
}: SessionsProps): Html {
  const { account: words } = frame.messages
  const hasOthers = sessions.some(({ isThis }) => !isThis)
  return accountPage({
    frame,
    place: 'sessions',
    title: words.sessionsTitle,
    lede: words.sessionsLede,
    done,
    body: html`<ul class="entries" role="list">
      ${sessions.map((session) => sessionEntry(frame, session, now, endAction))}
    </ul>
    ${
      hasOthers
        ? html`<form method="post" action="${endOthersAction}">
            ${hiddenInputs({ csrf: frame.csrf })}
            ${button({ label: words.endOthers, kind: 'secondary' })}
          </form>`
        : html`<p class="detail">${words.noOthers}</p>`
    }`,
  })
}

function sessionEntry(frame: AccountFrame, session: SessionEntry, now: number, endAction: string): Html {
  const { account: words } = frame.messages
  const { device, id, ip, isThis, seenAt, signedInAt } = session
  const headingId = `session-${id}`
  return entry({
    id: headingId,
    title: deviceName(frame.messages, device),
    isPart: false,
    icon: screensIcon,
    badge: isThis ? words.thisDevice : undefined,
    facts: [
      { term: words.lastActive, value: isThis ? words.now : fromNow(frame.language, seenAt, now) },
      { term: words.signedIn, value: moment(frame.language, signedInAt) },
      ...(ip === undefined ? [] : [{ term: words.place, value: html`<span dir="ltr">${ip}</span>` }]),
    ],
    actions: isThis
      ? undefined
      : html`<form method="post" action="${endAction}">
          ${hiddenInputs({ csrf: frame.csrf, session: id })}
          ${button({ label: words.endSession, kind: 'secondary', describedBy: headingId })}
        </form>`,
  })
}
