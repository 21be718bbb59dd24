/** Which events are told by mail, as which message, and to which address of the person. */
import type { Subject } from '#domain/accounts'
import type { EventType, KeptEvent } from '#domain/events'
import type { MailPurpose } from '#domain/one-time-tokens'
import type { LinkKind, NoticeKind } from './message.ts'

export interface LinkPlan {
  kind: LinkKind
  /** Of the token in the link. */
  purpose: MailPurpose
  /** Below the issuer. */
  path: string
  /** Where to, as things are by now; null where there is nothing to send any more. */
  addressOf(account: Subject, event: KeptEvent): string | null
}

export interface NoticePlan {
  kind: NoticeKind
  /** Where to; null where nobody is to be told. */
  addressOf(account: Subject | undefined, event: KeptEvent): string | null
}

const verifyEmail: LinkPlan = {
  kind: 'verify_email',
  purpose: 'verify_email',
  path: '/verify-email',
  addressOf: ({ email, emailVerified }) => (emailVerified ? null : email),
}

const unlock: LinkPlan = {
  kind: 'account_locked',
  purpose: 'unlock',
  path: '/unlock',
  addressOf: ({ email }) => email,
}

/** Mails that carry a link. */
export const LINK_PLANS: Partial<Record<EventType, LinkPlan>> = {
  'auth.user_created': verifyEmail,
  'auth.email_verification_requested': verifyEmail,
  'auth.email_change_requested': {
    kind: 'confirm_new_email',
    purpose: 'change_email',
    path: '/verify-email',
    addressOf: ({ pendingEmail }) => pendingEmail,
  },
  'auth.password_reset_requested': {
    kind: 'reset_password',
    purpose: 'reset_password',
    path: '/reset-password',
    // A change of the password voids every link that was asked for before, also one that is still to be sent.
    addressOf: ({ email, passwordChangedAt }, { time }) => ((passwordChangedAt ?? 0) > time ? null : email),
  },
  'auth.account_locked': unlock,
  'auth.unlock_requested': unlock,
}

const present = (account: Subject | undefined): string | null => account?.email ?? null
/** By the event alone: the address belongs to no account any more. */
const former = (_account: Subject | undefined, { data }: KeptEvent): string | null =>
  data.former_email ?? null

/** Mails that only tell. */
export const NOTICE_PLANS: Partial<Record<EventType, NoticePlan>> = {
  'auth.email_change_requested': {
    kind: 'email_change_requested',
    // Once it is confirmed the old address is told of that instead, and the present one is the new one.
    addressOf: (account) => (account?.pendingEmail == null ? null : account.email),
  },
  'auth.email_changed': { kind: 'email_changed', addressOf: former },
  'auth.password_changed': { kind: 'password_changed', addressOf: present },
  'auth.password_reset': { kind: 'password_changed', addressOf: present },
  'auth.new_device': { kind: 'new_device', addressOf: present },
  'auth.mfa_enabled': { kind: 'two_step_on', addressOf: present },
  'auth.mfa_disabled': { kind: 'two_step_off', addressOf: present },
  'auth.recovery_codes_created': { kind: 'recovery_codes_created', addressOf: present },
  'auth.recovery_code_used': { kind: 'recovery_code_used', addressOf: present },
  'auth.passkey_added': { kind: 'passkey_added', addressOf: present },
  'auth.passkey_removed': { kind: 'passkey_removed', addressOf: present },
  'auth.user_deleted': { kind: 'account_deleted', addressOf: former },
}
