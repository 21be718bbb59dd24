import { type Html, html } from '#lib/html'
import { type Frame, htmlDocument } from './layout.ts'
import { notice } from './partials/alert.ts'
import { attributes } from './partials/attributes.ts'
import { button } from './partials/button.ts'
import { hiddenInputs } from './partials/hidden-inputs.ts'
import { appsIcon, dataIcon, mark, personIcon, screensIcon, shieldIcon } from './partials/icons.ts'

/** What all pages of an account are drawn with. */
export type AccountFrame = Frame & {
  /** Of every form on the page. */
  csrf: string
  signOutAction: string
}

export type AccountPlace = 'profile' | 'security' | 'sessions' | 'apps' | 'data'

const PLACES: { place: AccountPlace; path: string; icon: Html }[] = [
  { place: 'profile', path: '/account', icon: personIcon },
  { place: 'security', path: '/account/security', icon: shieldIcon },
  { place: 'sessions', path: '/account/sessions', icon: screensIcon },
  { place: 'apps', path: '/account/apps', icon: appsIcon },
  { place: 'data', path: '/account/data', icon: dataIcon },
]

export type AccountPageProps = {
  frame: AccountFrame
  place: AccountPlace
  /** Without the name of the product, which is appended. */
  title: string
  heading?: Html | undefined
  lede?: string | undefined
  body: Html
  /** What has just been done, in words. */
  done?: string | Html | undefined
  failed?: boolean | undefined
  scripted?: boolean | undefined
}

/** `--parapet` in gatehouse.css. */
const PARAPET = { light: '#184a4e', dark: '#1a3f43' }

/** A page of a person's own account: a room behind the gate, with the way to the others. */
export function accountPage(props: AccountPageProps): Html {
  const { frame, place, title, heading, lede, body, done, failed = false, scripted = false } = props
  const { language, messages, script, stylesheet } = frame
  const words = messages.account
  return htmlDocument({
    title: `${failed ? messages.frame.errorTitle(title) : title} · Gatehouse`,
    stylesheet,
    script: scripted ? script : undefined,
    language,
    edge: PARAPET,
    bodyClass: 'court',
    body: html`<a class="skip" href="#main">${messages.frame.skip}</a>
<header class="court-bar">
  <div class="court-bar-inner">
    ${mark}
    <p class="court-name">Gatehouse <span class="court-label">${words.product}</span></p>
    <form method="post" action="${frame.signOutAction}">
      ${hiddenInputs({ csrf: frame.csrf })}
      ${button({ label: words.signOut, kind: 'quiet' })}
    </form>
  </div>
</header>
<div class="court-inner">
  <nav class="rooms" aria-label="${words.navigation}">
    <ul role="list">
      ${PLACES.map(
        (room) =>
          html`<li><a href="${room.path}"${attributes({
            'aria-current': room.place === place ? 'page' : undefined,
          })}>${room.icon}<span>${words[room.place]}</span></a></li>`,
      )}
    </ul>
  </nav>
  <main id="main" tabindex="-1">
    <div class="room-title">
      <h1>${heading ?? title}</h1>
      ${lede !== undefined && html`<p class="lede">${lede}</p>`}
    </div>
    ${done !== undefined && notice(done)}
    ${body}
  </main>
</div>`,
  })
}
