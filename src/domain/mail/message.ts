/** Which messages there are, and what each says. In which words is up to the views. */

/** Messages whose button does something that only the mailbox's owner may do. */
export const LINK_KINDS = ['verify_email', 'confirm_new_email', 'reset_password', 'account_locked'] as const
/** Messages that tell what happened, so that whoever did not do it can act. */
export const NOTICE_KINDS = [
  'email_change_requested',
  'email_changed',
  'password_changed',
  'new_device',
  'two_step_on',
  'two_step_off',
  'recovery_codes_created',
  'recovery_code_used',
  'passkey_added',
  'passkey_removed',
  'account_deleted',
] as const

export type LinkKind = (typeof LINK_KINDS)[number]
export type NoticeKind = (typeof NOTICE_KINDS)[number]
export type MessageKind = LinkKind | NoticeKind

interface Common {
  /** Of the person, most fitting first, as language tags; may be nonsense. */
  languages: string[]
  /** What people know the service by. */
  service: string
  /** How to greet the person; absent where the mail might reach somebody else. */
  name?: string
  /** The address by which the person signs in. */
  account: string
  /** When it happened: milliseconds since the epoch. */
  at: number
  /** Of the person, a name from the IANA time zone database; may be nonsense. */
  timeZone?: string
  /** Where it came from, as the request told it. */
  ip?: string
  userAgent?: string
}

export type Message = Common &
  (
    | { kind: LinkKind; link: string; linkSeconds: number }
    /** `link` leads to the account pages; absent where there is no account any more. */
    | { kind: NoticeKind; link?: string }
  )

export interface RenderedMessage {
  subject: string
  text: string
  html: string
  /** The language that it came out in, as a language tag. */
  language: string
}

export type RenderMessage = (message: Message) => RenderedMessage
