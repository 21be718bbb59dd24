/** Port: what carries a mail away. Everything an adapter needs is exported here. */

export interface Mail {
  /** One bare address, already checked: no name, no list, nothing that a header could end on. */
  to: string
  subject: string
  text: string
  html: string
  /** A language tag. */
  language: string
  /** Without angle brackets; the same in every attempt, so that a mail that came twice is recognised. */
  messageId: string
  /** The one-time link in the mail, for whoever has no mail server yet and reads it in the log. */
  link?: string
}

export interface Mailer {
  /**
   * Resolves when the mail has been taken over.
   * @throws DomainError `unavailable` when trying again later may help, code `recipient_deferred` where that is about
   *   this recipient alone; `invalid` when it never will
   */
  send(mail: Mail): Promise<void>
  /**
   * Tries everything but sending, and makes nothing.
   * @throws DomainError `unavailable`, whose message tells an operator what is wrong, and then how to mend it
   */
  check(): Promise<void>
  /** Idempotent; mails that are being sent are let finish. */
  close(): Promise<void>
}
