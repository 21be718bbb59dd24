import { html } from '#lib/html'
import type { mailedLinks as en } from '../en/mailed-links.ts'

export const mailedLinks: typeof en = {
  checkTitle: 'Sehen Sie in Ihr Postfach',
  checkVerify: (email) =>
    html`Wir haben einen Link an ${email} gesendet. Öffnen Sie ihn, um Ihre Adresse zu bestätigen.`,
  checkReset: (email) =>
    html`Falls es ein Konto für ${email} gibt, ist ein Link zum Festlegen eines neuen Passworts unterwegs.`,
  checkAgain: (email) => html`Falls es für ${email} einen Link zu senden gibt, ist er unterwegs.`,
  checkAdvice: 'Das kann einige Minuten dauern. Sehen Sie auch im Spam-Ordner nach.',
  sendAgain: 'Noch einmal senden',
  sentAgain: 'Der Link ist noch einmal unterwegs.',
  backToSignIn: 'Zurück zur Anmeldung',

  verifyTitle: 'Adresse bestätigen',
  verifyLede: (email) => html`Ist ${email} Ihre Adresse? Dann bestätigen Sie das bitte.`,
  verifyLedeUnnamed: 'Bitte bestätigen Sie, dass diese Adresse Ihnen gehört.',
  verifySubmit: 'Adresse bestätigen',
  verifyIgnore:
    'Wenn Sie das nicht veranlasst haben, schließen Sie diese Seite einfach. Es ändert sich nichts.',
  verifiedTitle: 'Ihre Adresse ist bestätigt',
  verifiedText:
    'Vielen Dank. Sie können dort weitermachen, wo Sie waren, auf diesem oder einem anderen Gerät.',

  forgotTitle: 'Neues Passwort festlegen',
  forgotLede: 'Sagen Sie uns, womit Sie sich anmelden. Dann senden wir Ihnen einen Link.',
  forgotSubmit: 'Link senden',

  resetTitle: 'Neues Passwort festlegen',
  resetLede: (email) => html`für das Konto ${email}`,
  newPassword: 'Neues Passwort',
  resetAdvice: 'Danach werden Sie überall abgemeldet, damit niemand sonst in Ihrem Konto bleibt.',
  resetSubmit: 'Neues Passwort speichern',
  resetDoneTitle: 'Ihr Passwort ist geändert',
  resetDoneText: 'Sie sind überall abgemeldet. Bitte melden Sie sich mit dem neuen Passwort an.',

  unlockTitle: 'Konto entsperren',
  unlockLede: 'Nach zu vielen fehlgeschlagenen Anmeldungen ist Ihr Konto vorübergehend gesperrt.',
  unlockAdvice: 'Wenn die Versuche nicht von Ihnen kamen, legen Sie danach bitte ein neues Passwort fest.',
  unlockSubmit: 'Konto entsperren',
  unlockedTitle: 'Ihr Konto ist entsperrt',
  unlockedText: 'Sie können sich gleich anmelden.',

  changeTitle: 'Neue Adresse bestätigen',
  changeLede: (email) => html`Ab jetzt melden Sie sich mit ${email} an.`,
  changeSubmit: 'Diese Adresse verwenden',
  changedTitle: 'Ihre neue Adresse gilt',
  changedText: 'Wir haben auch die alte Adresse benachrichtigt.',

  expiredTitle: 'Dieser Link gilt nicht mehr',
  expiredText: 'Er wurde schon verwendet, ist zu alt, oder es wurde ein neuerer gesendet.',
  expiredAdvice: 'Fordern Sie einen neuen Link an, und öffnen Sie die neueste E-Mail.',
  goOn: 'Weiter',
}
