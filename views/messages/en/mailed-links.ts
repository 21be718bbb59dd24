/** What goes by mail: asking for a link, following one, and links that are no good any more. */
import { type Html, type HtmlPart, html } from '#lib/html'

export const mailedLinks = {
  checkTitle: 'Look at your mail',
  checkVerify: (email: HtmlPart): Html =>
    html`We have sent a link to ${email}. Open it to confirm your address.`,
  checkReset: (email: HtmlPart): Html =>
    html`If there is an account for ${email}, a link to choose a new password is on its way.`,
  checkAgain: (email: HtmlPart): Html => html`If there is a link to send to ${email}, it is on its way.`,
  checkAdvice: 'It can take a few minutes. Look in the folder for unwanted mail as well.',
  sendAgain: 'Send it again',
  sentAgain: 'The link is on its way once more.',
  backToSignIn: 'Back to signing in',

  verifyTitle: 'Confirm your address',
  verifyLede: (email: HtmlPart): Html => html`Is ${email} your address? Then confirm it with the button.`,
  verifyLedeUnnamed: 'Confirm with the button that this address is yours.',
  verifySubmit: 'Confirm address',
  verifyIgnore: 'If you did not ask for this, close this page. Nothing will change.',
  verifiedTitle: 'Your address is confirmed',
  verifiedText: 'Thank you. You can go on where you were, on this device or another one.',

  forgotTitle: 'Choose a new password',
  forgotLede: 'Tell us how you sign in, and we send you a link.',
  forgotSubmit: 'Send the link',

  resetTitle: 'Choose a new password',
  resetLede: (email: HtmlPart): Html => html`for the account ${email}`,
  newPassword: 'New password',
  resetAdvice: 'You are then signed out everywhere, so that nobody else stays in your account.',
  resetSubmit: 'Save the new password',
  resetDoneTitle: 'Your password is changed',
  resetDoneText: 'You are signed out everywhere. Sign in with the new password.',

  unlockTitle: 'Open your account again',
  unlockLede: 'There were too many failed attempts to sign in, so your account was closed for a while.',
  unlockAdvice: 'If the attempts were not yours, choose a new password after that.',
  unlockSubmit: 'Open the account',
  unlockedTitle: 'Your account is open again',
  unlockedText: 'You can sign in right away.',

  changeTitle: 'Confirm your new address',
  changeLede: (email: HtmlPart): Html => html`From now on you sign in with ${email}.`,
  changeSubmit: 'Use this address',
  changedTitle: 'Your new address is in use',
  changedText: 'We have told the old address as well.',

  expiredTitle: 'This link is no good any more',
  expiredText: 'It has been used already, it is too old, or a newer one has been sent.',
  expiredAdvice: 'Ask for a new link, and open the latest mail.',
  goOn: 'Continue',
}
