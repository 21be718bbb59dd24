import type { signUp as en } from '../en/sign-up.ts'

export const signUp: typeof en = {
  title: 'Konto erstellen',
  name: 'Ihr Name',
  username: 'Benutzername',
  usernameHint: 'Buchstaben, Ziffern, Punkte, Binde- und Unterstriche. Sie können sich damit anmelden.',
  passwordHint: 'Mindestens 8 Zeichen. Drei oder vier Wörter sind sicher und leicht zu merken.',
  strength: 'Stärke des Passworts',
  strengthLevels: ['sehr schwach', 'schwach', 'mittel', 'stark', 'sehr stark'],
  submit: 'Konto erstellen',
  haveAccount: 'Sie haben schon ein Konto?',
}
