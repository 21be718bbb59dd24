import { type CheckMailProps, checkMailPage } from '../../../views/pages/check-mail.ts'
import { type ForgotPasswordProps, forgotPasswordPage } from '../../../views/pages/forgot-password.ts'
import {
  type LinkDoneProps,
  type LinkExpiredProps,
  linkDonePage,
  linkExpiredPage,
  type MailedLinkProps,
  mailedLinkPage,
} from '../../../views/pages/mailed-link.ts'
import { type ResetPasswordProps, resetPasswordPage } from '../../../views/pages/reset-password.ts'
import { csrf, type Sample, samplesOf, UNBROKEN_EMAIL } from './sample.ts'

type Framed<Props> = Omit<Props, 'frame'>

const email = 'ada@example.org'

const checkMail: Framed<CheckMailProps> = { purpose: 'reset', identifier: email }
const link: Framed<MailedLinkProps> = {
  purpose: 'verify',
  email,
  action: '/verify-email',
  fields: { csrf, token: 'ott_1' },
}
const done: Framed<LinkDoneProps> = { purpose: 'verify' }
const forgot: Framed<ForgotPasswordProps> = {
  clientName: 'Acme Notes',
  action: '/interaction/8d2f/forgot-password',
  csrf,
  signInUrl: '/interaction/8d2f',
}
const reset: Framed<ResetPasswordProps> = {
  action: '/reset-password',
  fields: { csrf, token: 'ott_1' },
  email,
}

const expired: Framed<LinkExpiredProps> = { action: '/unlock/again', csrf }

const EXPIRED = 'This link is no good any more'
const CHECK = 'Look at your mail'
const NEW_PASSWORD = 'Choose a new password'

export const linkSamples: Sample[] = [
  ...samplesOf('check-mail', checkMailPage, checkMail, {
    reset: { with: { next: { url: '/interaction/8d2f', label: 'Back to signing in' } }, title: CHECK },
    verify: {
      with: {
        purpose: 'verify',
        again: { action: '/account/verification', fields: { csrf } },
        next: { url: '/interaction/8d2f', label: 'Continue' },
      },
      title: CHECK,
    },
    unknown: { with: { purpose: 'again' }, title: CHECK },
    again: {
      with: { purpose: 'verify', again: { action: '/account/verification', fields: { csrf }, done: true } },
      title: CHECK,
    },
    long: { with: { identifier: UNBROKEN_EMAIL }, title: CHECK },
  }),
  ...samplesOf('mailed-link', mailedLinkPage, link, {
    verify: { title: 'Confirm your address' },
    unnamed: { with: { email: undefined }, title: 'Confirm your address' },
    unlock: { with: { purpose: 'unlock', action: '/unlock' }, title: 'Open your account again' },
    change: { with: { purpose: 'change', email: UNBROKEN_EMAIL }, title: 'Confirm your new address' },
  }),
  ...samplesOf('link-done', linkDonePage, done, {
    verify: { title: 'Your address is confirmed' },
    reset: {
      with: { purpose: 'reset', next: { url: '/account', label: 'Go to your account' } },
      title: 'Your password is changed',
    },
    unlock: { with: { purpose: 'unlock' }, title: 'Your account is open again' },
    change: { with: { purpose: 'change' }, title: 'Your new address is in use' },
    delete: { with: { purpose: 'delete' }, title: 'Your account is deleted' },
  }),
  ...samplesOf('link-expired', linkExpiredPage, expired, {
    plain: { title: EXPIRED },
    error: {
      with: { error: 'Please fill in this field.', username: '' },
      title: `Error: ${EXPIRED}`,
      focus: 'username',
    },
  }),
  ...samplesOf('forgot-password', forgotPasswordPage, forgot, {
    empty: { title: NEW_PASSWORD },
    error: {
      with: { error: 'Please fill in this field.', username: '', signInUrl: undefined },
      title: `Error: ${NEW_PASSWORD}`,
      focus: 'username',
    },
  }),
  ...samplesOf('reset-password', resetPasswordPage, reset, {
    empty: { title: NEW_PASSWORD },
    error: {
      with: { email: UNBROKEN_EMAIL, error: 'The password needs 8 to 256 characters.' },
      title: `Error: ${NEW_PASSWORD}`,
      focus: 'new-password',
    },
  }),
]
