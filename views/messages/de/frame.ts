import { html } from '#lib/html'
import type { frame as en } from '../en/frame.ts'

export const frame: typeof en = {
  promise: 'Gatehouse prüft, wer Sie sind. Apps sehen Ihr Passwort nie.',
  skip: 'Zum Inhalt springen',
  errorTitle: (title) => `Fehler: ${title}`,
  optional: '(freiwillig)',
  cancel: 'Abbrechen',
  cancelBackTo: (app) => html`Abbrechen und zurück zu ${app}`,
  continueTo: 'und weiter zu',
  email: 'E-Mail-Adresse',
  password: 'Passwort',
  copy: 'Kopieren',
  copied: 'Kopiert',
  print: 'Drucken',
  save: 'Speichern',
  remove: 'Entfernen',
  never: 'noch nie',
  deviceOn: (browser, system) => `${browser} auf ${system}`,
  unknownDevice: 'Unbekanntes Gerät',
}
