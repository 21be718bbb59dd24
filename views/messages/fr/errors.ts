import type { errorPages as enErrorPages, fieldProblems as enFieldProblems } from '../en/errors.ts'

export const fieldProblems: typeof enFieldProblems = {
  required: 'Veuillez remplir ce champ.',
  malformed: 'Cela ne convient pas ici. Veuillez vérifier.',
  too_long: 'C’est trop long.',
  not_plain_text: 'Veuillez utiliser du texte simple, sans caractères de contrôle invisibles.',
  mixed_scripts: 'Veuillez n’utiliser que les lettres d’un seul alphabet.',
  taken: 'C’est déjà pris. Veuillez choisir autre chose.',
  email_malformed: 'Saisissez une adresse e-mail, par exemple nom@example.com.',
  email_taken: 'Il existe déjà un compte avec cette adresse. Connectez-vous plutôt avec celle-ci.',
  username_malformed:
    'Utilisez des lettres, chiffres, points, tirets et traits de soulignement, en commençant par une lettre ou un chiffre.',
  username_taken: 'Ce nom d’utilisateur est pris. Veuillez en choisir un autre.',
  password_length: 'Le mot de passe doit compter de 8 à 256 caractères.',
  password_common: 'Ce mot de passe est parmi les premiers que l’on essaie. Veuillez en choisir un autre.',
  password_breached:
    'Ce mot de passe a été divulgué lors d’une fuite de données. Veuillez en choisir un autre.',
  password_is_login: 'Choisissez autre chose que l’adresse ou le nom avec lequel vous vous connectez.',
  password_wrong: 'Ce n’est pas votre mot de passe.',
  code_wrong: 'Ce code est erroné ou a déjà servi.',
  confirmation_wrong: 'Votre saisie ne correspond pas.',
}

export const errorPages: typeof enErrorPages = {
  referenceHeading: 'Si vous demandez de l’aide, donnez ces indications',
  referenceCode: 'Erreur',
  referenceRequest: 'Requête',
  referenceDetail: 'Détail',

  heading_400: 'Cela n’a pas fonctionné',
  text_400: 'La requête n’a pas pu être comprise.',
  heading_403: 'Cela n’a pas été accepté',
  text_403: 'Ce n’est pas permis ici.',
  heading_404: 'Il n’y a pas de page ici',
  text_404: 'L’adresse est peut-être mal saisie, ou la page a déménagé.',
  advice_404: 'Si une application vous a envoyé ici, retournez-y et recommencez depuis celle-ci.',
  heading_410: 'Cette page a pris fin',
  text_410: 'Ce qui se trouvait ici est terminé.',
  heading_413: 'C’était trop',
  text_413: 'Vous avez envoyé plus que ce qui peut être accepté.',
  heading_423: 'Fermé pour un moment',
  text_423: 'Il y a eu trop de tentatives manquées. Veuillez réessayer plus tard.',
  heading_429: 'C’était trop souvent',
  text_429: 'Il y a eu trop de requêtes. Patientez un instant et réessayez.',
  heading_500: 'Un problème est survenu',
  text_500: 'Un problème est survenu de notre côté. Réessayer peut suffire.',
  heading_503: 'De retour dans un instant',
  text_503: 'Nous ne pouvons pas répondre pour le moment. Veuillez réessayer sous peu.',

  text_interaction_gone: 'Cette connexion est terminée, ou elle a été commencée dans un autre navigateur.',
  advice_interaction_gone:
    'Retournez à l’application d’où vous venez et choisissez de nouveau de vous y connecter.',
  text_csrf: 'Ce formulaire n’a pas été envoyé depuis la page à laquelle il appartient.',
  advice_csrf: 'Revenez en arrière, rechargez la page et envoyez-le de nouveau.',
  text_app: 'L’application a envoyé une requête à laquelle il est impossible de répondre.',
  advice_app:
    'Retournez à l’application et réessayez. Si cela se reproduit, prévenez ceux qui s’en occupent.',
}
