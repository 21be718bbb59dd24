/** Allowing an app, signing out, and the device code. */
import { type Html, type HtmlPart, html } from '#lib/html'

export const consent = {
  title: 'Allow access',
  heading: 'Allow access?',
  /** Below the name of the app. */
  asks: (email: HtmlPart): Html => html`asks to use the account you are signed in with, ${email}`,
  listHeading: 'If you allow it, the app can',
  allow: 'Allow',
  deny: 'Do not allow',
  goBackTo: (host: HtmlPart): Html => html`Either way, you go back to ${host}`,
  know: 'Know that it is you',
  knowDetail: 'An identifier for your account',
  profile: 'See your profile',
  profileDetail: 'Your name and other profile details',
  profileDetailNamed: (name: HtmlPart): Html => html`Your name, ${name}, and other profile details`,
  email: 'See your email address',
  address: 'See your postal address',
  phone: 'See your phone number',
  /** @param claim its name among developers, as `birthdate` */
  claim: (claim: HtmlPart): Html => html`See this detail of your profile: ${claim}`,
  offline: 'Keep this access while you are away',
  offlineDetail: 'Also when you do not have the app open, until the access is withdrawn.',
  nothing: 'Know that you have an account here',
  nothingDetail: 'It learns nothing else about you.',
  service: 'Use this service for you',
}

export const signOut = {
  title: 'Sign out',
  heading: 'Sign out?',
  signedInAs: (email: HtmlPart): Html => html`You are signed in as ${email}`,
  /** Below the name of the app. */
  asks: 'asks to sign you out',
  asksFor: (email: HtmlPart): Html => html`asks to sign you out of the account ${email}`,
  advice: 'You will have to sign in again before you can continue to an app from this browser.',
  submit: 'Sign out',
  stay: 'Stay signed in',
  doneTitle: 'Signed out',
  doneHeading: 'You are signed out',
  cameFrom: 'You came from',
  doneAdvice:
    'You can close this window now. Other apps you opened may keep you signed in until you sign out of them too.',
}

export const device = {
  title: 'Connect a device',
  lede: 'Type the code that the device shows.',
  code: 'Code',
  next: 'Continue',
  unknown: 'This code is not known, or it is too old. Look at the device again, and try once more.',
  confirmTitle: 'Is this your device?',
  confirmLede: 'wants to be signed in to your account on another device',
  sameCode: 'Does the device show this code?',
  warning: 'Go on only if the device is in front of you. If somebody sent you the code, stop here.',
  connect: 'Connect the device',
  doneTitle: 'The device is connected',
  doneText: 'Go on there. You can close this page.',
  deniedTitle: 'The device was not connected',
  deniedText: 'Nothing was shared. You can close this page.',
}
