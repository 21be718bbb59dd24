import { type Html, html } from '#lib/html'
import { type Frame, page } from '../layout.ts'
import { askForLink } from '../partials/ask-for-link.ts'
import { button, buttonLink } from '../partials/button.ts'
import { hiddenInputs } from '../partials/hidden-inputs.ts'
import { named } from '../partials/names.ts'

export type MailedLinkProps = {
  frame: Frame
  purpose: 'verify' | 'unlock' | 'change'
  /** The address that it is about, where the link still tells. */
  email?: string | undefined
  action: string
  /** All that the form sends, by name: the token, and whatever proves that the form is ours. */
  fields: Record<string, string>
}

/** Where a mailed link leads. Opening it changes nothing, since mail scanners open links too; the button does. */
export function mailedLinkPage({ frame, purpose, email, action, fields }: MailedLinkProps): Html {
  const words = frame.messages.mailedLinks
  const address = email === undefined ? undefined : named(email)
  const { title, lede, advice, submit } = {
    verify: {
      title: words.verifyTitle,
      lede: address === undefined ? words.verifyLedeUnnamed : words.verifyLede(address),
      advice: words.verifyIgnore,
      submit: words.verifySubmit,
    },
    unlock: {
      title: words.unlockTitle,
      lede: words.unlockLede,
      advice: words.unlockAdvice,
      submit: words.unlockSubmit,
    },
    change: {
      title: words.changeTitle,
      lede: address === undefined ? words.verifyLedeUnnamed : words.changeLede(address),
      advice: words.verifyIgnore,
      submit: words.changeSubmit,
    },
  }[purpose]
  return page({
    frame,
    title,
    body: html`<div class="intro">
      <h1>${title}</h1>
      <p class="message">${lede}</p>
      <p class="advice">${advice}</p>
    </div>
    <form class="stack" method="post" action="${action}">
      ${hiddenInputs(fields)}
      ${button({ label: submit })}
    </form>`,
  })
}

export type LinkDoneProps = {
  frame: Frame
  purpose: 'verify' | 'unlock' | 'change' | 'reset' | 'delete'
  next?: { url: string; label: string } | undefined
}

/** What the button of such a page, or the form of another one, has done. */
export function linkDonePage({ frame, purpose, next }: LinkDoneProps): Html {
  const { account, mailedLinks: words } = frame.messages
  const [title, text] = {
    verify: [words.verifiedTitle, words.verifiedText] as const,
    unlock: [words.unlockedTitle, words.unlockedText] as const,
    change: [words.changedTitle, words.changedText] as const,
    reset: [words.resetDoneTitle, words.resetDoneText] as const,
    delete: [account.deletedTitle, account.deletedText] as const,
  }[purpose]
  return page({
    frame,
    title,
    body: html`<div class="intro">
      <h1>${title}</h1>
      <p class="message" role="status">${text}</p>
    </div>
    ${next !== undefined && html`<div class="stack">${buttonLink({ href: next.url, label: next.label })}</div>`}`,
  })
}

export type LinkExpiredProps = {
  frame: Frame
  /** Where a new one is asked for. */
  action: string
  csrf: string
  username?: string | undefined
  error?: string | undefined
}

/** It says the same of whatever is no good link, and offers a new one to whoever says what they sign in with. */
export function linkExpiredPage({ frame, action, csrf, username, error }: LinkExpiredProps): Html {
  const words = frame.messages.mailedLinks
  return page({
    frame,
    title: words.expiredTitle,
    failed: error !== undefined,
    body: html`<div class="intro">
      <h1>${words.expiredTitle}</h1>
      <p class="message">${words.expiredText}</p>
      <p class="advice">${words.expiredAdvice}</p>
    </div>
    ${askForLink({ frame, action, csrf, username, error })}`,
  })
}
