import { html } from '#lib/html'
import type { security as en } from '../en/security.ts'

export const security: typeof en = {
  title: 'Sécurité',
  lede: 'Comment vous montrez que c’est bien vous.',

  password: 'Mot de passe',
  passwordChanged: 'Dernière modification',
  passwordNone: 'Vous n’avez pas encore de mot de passe.',
  changePassword: 'Changer le mot de passe',
  currentPassword: 'Mot de passe actuel',
  newPassword: 'Nouveau mot de passe',
  endsOthers: 'Vous serez ensuite déconnecté partout ailleurs.',
  passwordSaved: 'Votre mot de passe est changé.',

  twoStep: 'Connexion en deux étapes',
  twoStepText: 'Un code d’une application sur votre téléphone, pour que le mot de passe seul n’ouvre rien.',
  on: 'Activée',
  off: 'Désactivée',
  since: 'Depuis le',
  setUp: 'Configurer',
  turnOff: 'Désactiver',
  turnedOff: 'La connexion en deux étapes est désactivée.',

  setUpTitle: 'Configurer la connexion en deux étapes',
  setUpScan: 'Ouvrez une application d’authentification sur votre téléphone et scannez cette image.',
  setUpNoApp:
    'Toute application de codes à usage unique convient, ainsi que de nombreux gestionnaires de mots de passe.',
  qrLabel: 'Code QR contenant la clé',
  setUpHere: 'L’application est sur cet appareil ? L’ouvrir d’ici',
  setUpByHand: 'Vous ne pouvez pas le scanner ? Saisissez cette clé dans l’application :',
  setUpCode: 'Puis saisissez le code que l’application affiche',
  setUpSubmit: 'Activer',

  recovery: 'Codes de récupération',
  recoveryText: 'Pour quand vous n’avez pas votre téléphone. Chacun ne sert qu’une fois.',
  codesLeft: (count) => (count < 2 ? `${count} code restant` : `${count} codes restants`),
  newCodes: 'Créer de nouveaux codes',
  newCodesWarning: 'Les anciens cessent d’être valables.',
  codesTitle: 'Vos codes de récupération',
  codesLede:
    'Gardez-les là où vous seul pouvez les trouver : sur papier ou dans un gestionnaire de mots de passe. Ils ne sont affichés que maintenant.',
  codesFor: (email) => html`Codes de récupération de Gatehouse pour ${email}`,
  codesDone: 'Je les ai conservés',

  passkeys: 'Clés d’accès',
  passkeysText:
    'Connectez-vous sans mot de passe, avec votre empreinte, votre visage ou le code de votre appareil.',
  noPasskeys: 'Vous n’avez pas encore de clé d’accès.',
  passkeyDefaultName: 'Clé d’accès',
  passkeyName: 'Nom de la clé d’accès',
  passkeyNameHint: 'Pour la reconnaître, par exemple « Téléphone du bureau ».',
  addPasskey: 'Ajouter une clé d’accès',
  passkeyNeedsScript: 'Pour ajouter une clé d’accès, JavaScript doit être activé dans ce navigateur.',
  passkeyFailed: 'La clé d’accès n’a pas été ajoutée. Réessayez quand vous serez prêt.',
  passkeyAdded: 'La clé d’accès est ajoutée.',
  passkeyRemoved: 'La clé d’accès est supprimée.',
  rename: 'Renommer',
  added: 'Ajoutée le',
  lastUsed: 'Dernière utilisation',

  devices: 'Appareils sans code',
  devicesText: 'Sur les appareils où vous l’avez choisi, aucun code n’est demandé pendant 30 jours.',
  noDevices: 'Il n’y a aucun appareil de ce genre.',
  forgetOne: 'Redemander ici',
  forgottenOne: 'Un code est de nouveau demandé sur cet appareil.',
  forget: 'Redemander un code partout',
  forgotten: 'Un code est de nouveau demandé partout.',
}
