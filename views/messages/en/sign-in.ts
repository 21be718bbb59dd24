/** Signing in: the password, the second factor, a passkey; and what stands in the way. */
import { type Html, type HtmlPart, html } from '#lib/html'

export const signIn = {
  title: 'Sign in',
  titleAgain: 'Sign in again',
  againToContinueTo: 'to show it is still you, and go on to',
  identifier: 'Email or user name',
  remember: 'Stay signed in on this device',
  submit: 'Sign in',
  forgot: 'Forgot your password?',
  newHere: 'New here?',
  createAccount: 'Create an account',
  withPasskey: 'Sign in with a passkey',
  or: 'or',
  passkeyFailed: 'The passkey was not used. Try again, or sign in with your password.',
  refused: 'That email or user name and password do not belong together. Check both and try again.',
  wrongAccount: 'The app asked for another account. Sign in with that one.',
  tooMany: (inTime: string) => `There were too many attempts. Try again ${inTime}.`,
  /** @param inTime such as "in 15 minutes" */
  locked: (inTime: string) =>
    `There were too many failed attempts, so signing in is closed for a while. Try again ${inTime}.`,
  lockedWayOut:
    'You do not want to wait? If there is an account, a mail with a link that opens it at once is on its way.',

  secondTitle: 'Confirm that it is you',
  secondLede: 'Your account is protected by a second step.',
  code: 'Code from your authenticator app',
  codeHint: 'Six digits, which change every 30 seconds.',
  useRecoveryCode: 'Use a recovery code instead',
  recoveryCode: 'Recovery code',
  recoveryHint: 'One of the codes that you kept when you set up the second step. Each works once.',
  useApp: 'Use the authenticator app instead',
  usePasskey: 'Use a passkey instead',
  rememberDevice: 'Do not ask for a code on this device for 30 days',
  confirm: 'Confirm',
  codeRefused: 'This code is wrong, or it has been used already. Wait for the next one and try again.',
  recoveryRefused: 'This recovery code is wrong, or it has been used already.',
  signedInAs: (email: HtmlPart): Html => html`You are signing in as ${email}`,
}
