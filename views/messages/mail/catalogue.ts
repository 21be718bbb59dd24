/**
 * What a catalogue of mails holds; the compiler misses whatever a language leaves out. `{name}` in braces is filled in:
 * a test holds every language to the same names as English.
 */
import type { LinkKind, NoticeKind } from '#domain/mail'

export interface NoticeTexts {
  /** Also the heading. No `{service}`: the sender's name stands beside it. */
  subject: string
  /** What happened. `{service}` */
  what: string
  /** What to do if the reader had no part in it. `{service}`; `{forgot}`, the words of that link on the sign-in page */
  advice: string
}

export interface LinkTexts extends NoticeTexts {
  button: string
}

export interface MailTexts {
  greeting: string
  /** `{name}` */
  greetingByName: string
  /** `{duration}`, such as "24 hours" */
  linkLife: string
  /** Ahead of the link, written out. */
  linkWrittenOut: string
  /** The button of notices: leads to the account pages. */
  toAccount: string
  when: string
  device: string
  /** Where from on the network: an IP address. */
  networkAddress: string
  account: string
  /** `{browser}`, `{system}` */
  browserOnSystem: string
  unknownDevice: string
  /** A line of the plain text: `{label}`, `{value}` */
  line: string
  /** At the end of each mail. `{service}` */
  footer: string
  messages: Record<LinkKind, LinkTexts> & Record<NoticeKind, NoticeTexts>
}
