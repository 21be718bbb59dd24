import { html } from '#lib/html'
import type { signIn as en } from '../en/sign-in.ts'

export const signIn: typeof en = {
  title: 'Anmelden',
  titleAgain: 'Erneut anmelden',
  againToContinueTo: 'um zu zeigen, dass Sie es noch sind, und weiter zu',
  identifier: 'E-Mail-Adresse oder Benutzername',
  remember: 'Auf diesem Gerät angemeldet bleiben',
  submit: 'Anmelden',
  forgot: 'Passwort vergessen?',
  newHere: 'Neu hier?',
  createAccount: 'Konto erstellen',
  withPasskey: 'Mit einem Passkey anmelden',
  or: 'oder',
  passkeyFailed:
    'Der Passkey wurde nicht verwendet. Versuchen Sie es noch einmal, oder melden Sie sich mit Ihrem Passwort an.',
  refused:
    'Diese E-Mail-Adresse oder dieser Benutzername passt nicht zu diesem Passwort. Bitte prüfen Sie beides und versuchen Sie es noch einmal.',
  wrongAccount: 'Die App hat nach einem anderen Konto gefragt. Bitte melden Sie sich mit jenem an.',
  tooMany: (inTime) => `Das waren zu viele Versuche. Bitte versuchen Sie es ${inTime} noch einmal.`,
  locked: (inTime) =>
    `Nach zu vielen Fehlversuchen ist die Anmeldung vorübergehend gesperrt. Bitte versuchen Sie es ${inTime} noch einmal.`,
  lockedWayOut:
    'Sie möchten nicht warten? Falls es ein Konto gibt, ist eine E-Mail mit einem Link unterwegs, der es sofort entsperrt.',

  secondTitle: 'Bestätigen Sie, dass Sie es sind',
  secondLede: 'Ihr Konto ist durch einen zweiten Schritt geschützt.',
  code: 'Code aus Ihrer Authenticator-App',
  codeHint: 'Sechs Ziffern, die sich alle 30 Sekunden ändern.',
  useRecoveryCode: 'Stattdessen einen Wiederherstellungscode verwenden',
  recoveryCode: 'Wiederherstellungscode',
  recoveryHint:
    'Einer der Codes, die Sie beim Einrichten des zweiten Schritts aufbewahrt haben. Jeder gilt nur einmal.',
  useApp: 'Stattdessen die Authenticator-App verwenden',
  usePasskey: 'Stattdessen einen Passkey verwenden',
  rememberDevice: 'Auf diesem Gerät 30 Tage lang nicht nach einem Code fragen',
  confirm: 'Bestätigen',
  codeRefused:
    'Dieser Code ist falsch oder wurde schon verwendet. Bitte warten Sie auf den nächsten und versuchen Sie es noch einmal.',
  recoveryRefused: 'Dieser Wiederherstellungscode ist falsch oder wurde schon verwendet.',
  signedInAs: (email) => html`Sie melden sich an als ${email}`,
}
