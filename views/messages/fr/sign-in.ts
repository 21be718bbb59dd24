import { html } from '#lib/html'
import type { signIn as en } from '../en/sign-in.ts'

export const signIn: typeof en = {
  title: 'Se connecter',
  titleAgain: 'Se reconnecter',
  againToContinueTo: 'pour montrer que c’est toujours vous, et continuer vers',
  identifier: 'Adresse e-mail ou nom d’utilisateur',
  remember: 'Rester connecté sur cet appareil',
  submit: 'Se connecter',
  forgot: 'Mot de passe oublié ?',
  newHere: 'Première visite ?',
  createAccount: 'Créer un compte',
  withPasskey: 'Se connecter avec une clé d’accès',
  or: 'ou',
  passkeyFailed: 'La clé d’accès n’a pas été utilisée. Réessayez, ou connectez-vous avec votre mot de passe.',
  refused:
    'Cette adresse ou ce nom d’utilisateur ne correspond pas à ce mot de passe. Vérifiez les deux et réessayez.',
  wrongAccount: 'L’application a demandé un autre compte. Connectez-vous avec celui-là.',
  tooMany: (inTime) => `Il y a eu trop de tentatives. Réessayez ${inTime}.`,
  locked: (inTime) =>
    `Après trop de tentatives manquées, la connexion est fermée pour un moment. Réessayez ${inTime}.`,
  lockedWayOut:
    'Vous ne souhaitez pas attendre ? S’il existe un compte, un e-mail avec un lien qui le déverrouille aussitôt est en route.',

  secondTitle: 'Confirmez que c’est bien vous',
  secondLede: 'Votre compte est protégé par une deuxième étape.',
  code: 'Code de votre application d’authentification',
  codeHint: 'Six chiffres, qui changent toutes les 30 secondes.',
  useRecoveryCode: 'Utiliser plutôt un code de récupération',
  recoveryCode: 'Code de récupération',
  recoveryHint:
    'L’un des codes que vous avez conservés en configurant la deuxième étape. Chacun ne sert qu’une fois.',
  useApp: 'Utiliser plutôt l’application d’authentification',
  usePasskey: 'Utiliser plutôt une clé d’accès',
  rememberDevice: 'Ne plus demander de code sur cet appareil pendant 30 jours',
  confirm: 'Confirmer',
  codeRefused: 'Ce code est erroné ou a déjà servi. Attendez le suivant et réessayez.',
  recoveryRefused: 'Ce code de récupération est erroné ou a déjà servi.',
  signedInAs: (email) => html`Vous vous connectez en tant que ${email}`,
}
