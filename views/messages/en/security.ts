/** The protection of an account: password, second step, passkeys, known devices. */
import { type Html, type HtmlPart, html } from '#lib/html'

export const security = {
  title: 'Security',
  lede: 'How you prove that it is you.',

  password: 'Password',
  passwordChanged: 'Last changed',
  passwordNone: 'You have no password yet.',
  changePassword: 'Change password',
  currentPassword: 'Current password',
  newPassword: 'New password',
  endsOthers: 'You are then signed out everywhere else.',
  passwordSaved: 'Your password is changed.',

  twoStep: 'Two-step sign-in',
  twoStepText: 'A code from an app on your phone, so that your password alone opens nothing.',
  on: 'On',
  off: 'Off',
  since: 'Since',
  setUp: 'Set up',
  turnOff: 'Turn off',
  turnedOff: 'Two-step sign-in is off.',

  setUpTitle: 'Set up two-step sign-in',
  setUpScan: 'Open an authenticator app on your phone and scan this picture.',
  setUpNoApp: 'Any app for one-time codes will do, and so do many password managers.',
  qrLabel: 'QR code that holds the key',
  setUpByHand: 'You cannot scan it? Type this key into the app:',
  setUpCode: 'Then type the code that the app shows',
  setUpSubmit: 'Turn on',

  recovery: 'Recovery codes',
  recoveryText: 'For when you do not have your phone. Each works once.',
  codesLeft: (count: number) => (count === 1 ? '1 code left' : `${count} codes left`),
  newCodes: 'Make new codes',
  newCodesWarning: 'The old ones stop working.',
  codesTitle: 'Your recovery codes',
  codesLede:
    'Keep them where only you can find them: on paper or in a password manager. They are shown only now.',
  codesFor: (email: HtmlPart): Html => html`Recovery codes of Gatehouse for ${email}`,
  codesDone: 'I have kept them',

  passkeys: 'Passkeys',
  passkeysText: 'Sign in with your fingerprint, your face or the code of your device, without a password.',
  noPasskeys: 'You have no passkey yet.',
  passkeyDefaultName: 'Passkey',
  passkeyName: 'Name of the passkey',
  passkeyNameHint: 'So that you know it again, such as “Work phone”.',
  addPasskey: 'Add a passkey',
  passkeyNeedsScript: 'Adding a passkey needs JavaScript, which is turned off in this browser.',
  passkeyFailed: 'The passkey was not added. Try again when you are ready.',
  passkeyAdded: 'The passkey is added.',
  passkeyRemoved: 'The passkey is removed.',
  rename: 'Rename',
  added: 'Added',
  lastUsed: 'Last used',

  devices: 'Devices without a code',
  devicesText: 'On devices where you have chosen it, no code is asked for during 30 days.',
  forget: 'Ask for a code everywhere again',
  forgotten: 'A code is asked for everywhere again.',
}
