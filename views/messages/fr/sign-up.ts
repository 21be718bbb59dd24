import type { signUp as en } from '../en/sign-up.ts'

export const signUp: typeof en = {
  title: 'Créer un compte',
  name: 'Votre nom',
  username: 'Nom d’utilisateur',
  usernameHint: 'Lettres, chiffres, points, tirets et traits de soulignement. Il permet de vous connecter.',
  passwordHint: 'Au moins 8 caractères. Trois ou quatre mots sont sûrs et faciles à retenir.',
  strength: 'Solidité du mot de passe',
  strengthLevels: ['très faible', 'faible', 'moyen', 'solide', 'très solide'],
  submit: 'Créer le compte',
  haveAccount: 'Vous avez déjà un compte ?',
}
