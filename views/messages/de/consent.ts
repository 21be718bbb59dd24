import { html } from '#lib/html'
import type { consent as enConsent, device as enDevice, signOut as enSignOut } from '../en/consent.ts'

export const consent: typeof enConsent = {
  title: 'Zugriff erlauben',
  heading: 'Zugriff erlauben?',
  asks: (email) => html`möchte das Konto verwenden, mit dem Sie angemeldet sind: ${email}`,
  listHeading: 'Wenn Sie zustimmen, kann die App',
  allow: 'Erlauben',
  deny: 'Nicht erlauben',
  goBackTo: (host) => html`In beiden Fällen geht es zurück zu ${host}`,
  know: 'Erkennen, dass Sie es sind',
  knowDetail: 'Eine Kennung Ihres Kontos',
  profile: 'Ihr Profil sehen',
  profileDetail: 'Ihren Namen und weitere Angaben aus dem Profil',
  profileDetailNamed: (name) => html`Ihren Namen, ${name}, und weitere Angaben aus dem Profil`,
  email: 'Ihre E-Mail-Adresse sehen',
  address: 'Ihre Postanschrift sehen',
  phone: 'Ihre Telefonnummer sehen',
  claim: (claim) => html`Diese Angabe aus Ihrem Profil sehen: ${claim}`,
  offline: 'Diesen Zugriff behalten, während Sie weg sind',
  offlineDetail: 'Auch wenn die App nicht geöffnet ist, bis der Zugriff zurückgenommen wird.',
  nothing: 'Wissen, dass Sie hier ein Konto haben',
  nothingDetail: 'Mehr erfährt sie nicht über Sie.',
  service: 'Diesen Dienst in Ihrem Namen nutzen',
}

export const signOut: typeof enSignOut = {
  title: 'Abmelden',
  heading: 'Abmelden?',
  signedInAs: (email) => html`Sie sind angemeldet als ${email}`,
  asks: 'möchte Sie abmelden',
  asksFor: (email) => html`möchte Sie vom Konto ${email} abmelden`,
  advice: 'Bevor Sie in diesem Browser wieder zu einer App weitergehen können, müssen Sie sich neu anmelden.',
  submit: 'Abmelden',
  stay: 'Angemeldet bleiben',
  doneTitle: 'Abgemeldet',
  doneHeading: 'Sie sind abgemeldet',
  cameFrom: 'Sie kamen von',
  doneAdvice:
    'Sie können dieses Fenster jetzt schließen. In anderen Apps bleiben Sie womöglich angemeldet, bis Sie sich auch dort abmelden.',
}

export const device: typeof enDevice = {
  title: 'Gerät verbinden',
  lede: 'Geben Sie den Code ein, den das Gerät anzeigt.',
  code: 'Code',
  next: 'Weiter',
  unknown:
    'Dieser Code ist unbekannt oder zu alt. Sehen Sie noch einmal auf das Gerät, und versuchen Sie es erneut.',
  confirmTitle: 'Ist das Ihr Gerät?',
  confirmLede: 'möchte auf einem anderen Gerät mit Ihrem Konto angemeldet werden',
  sameCode: 'Zeigt das Gerät diesen Code?',
  warning:
    'Machen Sie nur weiter, wenn das Gerät vor Ihnen steht. Wenn Ihnen jemand den Code geschickt hat, brechen Sie hier ab.',
  connect: 'Gerät verbinden',
  doneTitle: 'Das Gerät ist verbunden',
  doneText: 'Machen Sie dort weiter. Diese Seite können Sie schließen.',
  deniedTitle: 'Das Gerät wurde nicht verbunden',
  deniedText: 'Es wurde nichts weitergegeben. Sie können diese Seite schließen.',
}
