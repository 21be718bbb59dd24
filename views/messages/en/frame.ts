/** What stands on every page, and words that many share. */
import { type Html, type HtmlPart, html } from '#lib/html'

export const frame = {
  promise: 'Gatehouse checks who you are. Apps never see your password.',
  skip: 'Skip to the content',
  /** The title of a page that came back with something to mend. */
  errorTitle: (title: string) => `Error: ${title}`,
  optional: '(optional)',
  cancel: 'Cancel',
  cancelBackTo: (app: HtmlPart): Html => html`Cancel and go back to ${app}`,
  continueTo: 'to continue to',
  email: 'Email',
  password: 'Password',
  copy: 'Copy',
  copied: 'Copied',
  print: 'Print',
  save: 'Save',
  remove: 'Remove',
  never: 'never',
  /** A browser and the system that it runs on. */
  deviceOn: (browser: string, system: string) => `${browser} on ${system}`,
  unknownDevice: 'Unknown device',
}
