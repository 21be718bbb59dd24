import { html } from '#lib/html'
import type { mailedLinks as en } from '../en/mailed-links.ts'

export const mailedLinks: typeof en = {
  checkTitle: 'Consultez vos e-mails',
  checkVerify: (email) => html`Nous avons envoyé un lien à ${email}. Ouvrez-le pour confirmer votre adresse.`,
  checkReset: (email) =>
    html`S’il existe un compte pour ${email}, un lien pour choisir un nouveau mot de passe est en route.`,
  checkAgain: (email) => html`S’il y a un lien à envoyer pour ${email}, il est en route.`,
  checkAdvice: 'Cela peut prendre quelques minutes. Regardez aussi dans le dossier des indésirables.',
  sendAgain: 'Envoyer à nouveau',
  sentAgain: 'Le lien est de nouveau en route.',
  backToSignIn: 'Revenir à la connexion',

  verifyTitle: 'Confirmez votre adresse',
  verifyLede: (email) => html`L’adresse ${email} est-elle la vôtre ? Confirmez-le avec le bouton.`,
  verifyLedeUnnamed: 'Confirmez avec le bouton que cette adresse est la vôtre.',
  verifySubmit: 'Confirmer l’adresse',
  verifyIgnore: 'Si vous n’avez rien demandé, fermez cette page. Rien ne changera.',
  verifiedTitle: 'Votre adresse est confirmée',
  verifiedText: 'Merci. Vous pouvez reprendre là où vous étiez, sur cet appareil ou sur un autre.',

  forgotTitle: 'Choisir un nouveau mot de passe',
  forgotLede: 'Dites-nous avec quoi vous vous connectez, et nous vous envoyons un lien.',
  forgotSubmit: 'Envoyer le lien',

  resetTitle: 'Choisir un nouveau mot de passe',
  resetLede: (email) => html`pour le compte ${email}`,
  newPassword: 'Nouveau mot de passe',
  resetAdvice: 'Vous serez ensuite déconnecté partout, pour que personne d’autre ne reste dans votre compte.',
  resetSubmit: 'Enregistrer le nouveau mot de passe',
  resetDoneTitle: 'Votre mot de passe est changé',
  resetDoneText: 'Vous êtes déconnecté partout. Connectez-vous avec le nouveau mot de passe.',

  unlockTitle: 'Déverrouiller votre compte',
  unlockLede: 'Après trop de tentatives de connexion manquées, votre compte a été fermé pour un moment.',
  unlockAdvice: 'Si ces tentatives ne venaient pas de vous, choisissez ensuite un nouveau mot de passe.',
  unlockSubmit: 'Déverrouiller le compte',
  unlockedTitle: 'Votre compte est déverrouillé',
  unlockedText: 'Vous pouvez vous connecter dès maintenant.',

  changeTitle: 'Confirmez votre nouvelle adresse',
  changeLede: (email) => html`Vous vous connecterez désormais avec ${email}.`,
  changeSubmit: 'Utiliser cette adresse',
  changedTitle: 'Votre nouvelle adresse est en place',
  changedText: 'Nous avons aussi prévenu l’ancienne adresse.',

  expiredTitle: 'Ce lien n’est plus valable',
  expiredText: 'Il a déjà servi, il est trop ancien, ou un lien plus récent a été envoyé.',
  expiredAdvice: 'Demandez un nouveau lien, et ouvrez le message le plus récent.',
  goOn: 'Continuer',
}
