import { html } from '#lib/html'
import type { consent as enConsent, device as enDevice, signOut as enSignOut } from '../en/consent.ts'

export const consent: typeof enConsent = {
  title: 'Autoriser l’accès',
  heading: 'Autoriser l’accès ?',
  asks: (email) => html`demande à utiliser le compte avec lequel vous êtes connecté, ${email}`,
  listHeading: 'Si vous l’autorisez, l’application pourra',
  allow: 'Autoriser',
  deny: 'Ne pas autoriser',
  goBackTo: (host) => html`Dans tous les cas, vous revenez à ${host}`,
  know: 'Savoir que c’est vous',
  knowDetail: 'Un identifiant de votre compte',
  profile: 'Voir votre profil',
  profileDetail: 'Votre nom et d’autres informations du profil',
  profileDetailNamed: (name) => html`Votre nom, ${name}, et d’autres informations du profil`,
  email: 'Voir votre adresse e-mail',
  address: 'Voir votre adresse postale',
  phone: 'Voir votre numéro de téléphone',
  claim: (claim) => html`Voir cette information de votre profil : ${claim}`,
  offline: 'Garder cet accès en votre absence',
  offlineDetail: 'Même quand l’application n’est pas ouverte, jusqu’à ce que l’accès soit retiré.',
  nothing: 'Savoir que vous avez un compte ici',
  nothingDetail: 'Elle n’apprend rien d’autre sur vous.',
  service: 'Utiliser ce service pour vous',
}

export const signOut: typeof enSignOut = {
  title: 'Se déconnecter',
  heading: 'Se déconnecter ?',
  signedInAs: (email) => html`Vous êtes connecté en tant que ${email}`,
  asks: 'demande à vous déconnecter',
  asksFor: (email) => html`demande à vous déconnecter du compte ${email}`,
  advice: 'Il faudra vous reconnecter avant de continuer vers une application depuis ce navigateur.',
  submit: 'Se déconnecter',
  stay: 'Rester connecté',
  doneTitle: 'Déconnecté',
  doneHeading: 'Vous êtes déconnecté',
  cameFrom: 'Vous veniez de',
  doneAdvice:
    'Vous pouvez fermer cette fenêtre. D’autres applications ouvertes peuvent vous garder connecté jusqu’à ce que vous vous en déconnectiez aussi.',
}

export const device: typeof enDevice = {
  title: 'Relier un appareil',
  lede: 'Saisissez le code que l’appareil affiche.',
  code: 'Code affiché',
  next: 'Continuer',
  unknown: 'Ce code est inconnu ou trop ancien. Regardez de nouveau l’appareil et réessayez.',
  confirmTitle: 'Est-ce votre appareil ?',
  confirmLede: 'demande à être connectée à votre compte sur un autre appareil',
  sameCode: 'L’appareil affiche-t-il ce code ?',
  warning:
    'Ne continuez que si l’appareil est devant vous. Si quelqu’un vous a envoyé ce code, arrêtez-vous ici.',
  connect: 'Relier l’appareil',
  doneTitle: 'L’appareil est relié',
  doneText: 'Continuez là-bas. Vous pouvez fermer cette page.',
  deniedTitle: 'L’appareil n’a pas été relié',
  deniedText: 'Rien n’a été transmis. Vous pouvez fermer cette page.',
}
