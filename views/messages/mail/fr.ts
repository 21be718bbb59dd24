import type { MailTexts } from './catalogue.ts'

const NOT_YOU = 'Si ce n’était pas vous, changez votre mot de passe sans attendre et vérifiez votre compte.'
const NOT_YOU_AND_GONE = 'Si ce n’était pas vous, contactez sans attendre les responsables de {service}.'

export const fr: MailTexts = {
  greeting: 'Bonjour,',
  greetingByName: 'Bonjour {name},',
  linkLife: 'Ce lien est valable une seule fois, pendant {duration}.',
  linkWrittenOut: 'Si le bouton ne fonctionne pas, ouvrez cette adresse dans votre navigateur :',
  toAccount: 'Accéder à votre compte',
  when: 'Date et heure',
  device: 'Appareil',
  networkAddress: 'Adresse IP',
  account: 'Compte',
  browserOnSystem: '{browser} sur {system}',
  unknownDevice: 'Appareil inconnu',
  line: '{label} : {value}',
  footer:
    'Ce message vous a été envoyé automatiquement par {service}. Nous ne demandons jamais votre mot de passe par e-mail.',
  messages: {
    verify_email: {
      subject: 'Confirmez votre adresse e-mail',
      what: 'Bienvenue sur {service}. Veuillez confirmer que cette adresse e-mail est bien la vôtre.',
      button: 'Confirmer l’adresse',
      advice: 'Si vous n’avez pas créé de compte, vous pouvez ignorer ce message.',
    },
    confirm_new_email: {
      subject: 'Confirmez votre nouvelle adresse e-mail',
      what: 'Cette adresse doit devenir celle de votre compte {service}. Veuillez confirmer qu’elle est bien la vôtre ; d’ici là, rien ne change.',
      button: 'Confirmer la nouvelle adresse',
      advice: 'Si vous n’avez rien demandé, vous pouvez ignorer ce message.',
    },
    reset_password: {
      subject: 'Choisissez un nouveau mot de passe',
      what: 'Un nouveau mot de passe a été demandé pour votre compte {service}. Vous pouvez le choisir maintenant.',
      button: 'Choisir un mot de passe',
      advice:
        'Si vous n’avez rien demandé, vous pouvez ignorer ce message : votre mot de passe reste inchangé.',
    },
    account_locked: {
      subject: 'Votre compte est temporairement bloqué',
      what: 'Trop de tentatives de connexion à votre compte {service} ont échoué ; nous l’avons donc bloqué pour un moment. Vous pouvez patienter ou le débloquer dès maintenant.',
      button: 'Débloquer le compte',
      advice:
        'Si ces tentatives ne viennent pas de vous, quelqu’un cherche peut-être à deviner votre mot de passe. Un mot de passe long, que vous n’utilisez nulle part ailleurs, vous protège.',
    },
    email_change_requested: {
      subject: 'Votre adresse e-mail va changer',
      what: 'Une nouvelle adresse e-mail a été indiquée pour votre compte {service}. Elle remplacera celle-ci dès qu’elle sera confirmée.',
      advice: NOT_YOU,
    },
    email_changed: {
      subject: 'Votre adresse e-mail a été modifiée',
      what: 'Votre compte {service} a une nouvelle adresse e-mail. C’est à elle que nous écrirons désormais.',
      advice: NOT_YOU_AND_GONE,
    },
    password_changed: {
      subject: 'Votre mot de passe a été modifié',
      what: 'Votre compte {service} a un nouveau mot de passe.',
      advice:
        'Si ce n’était pas vous, choisissez sans attendre « {forgot} » sur la page de connexion pour reprendre votre compte.',
    },
    new_device: {
      subject: 'Connexion depuis un nouvel appareil',
      what: 'Quelqu’un s’est connecté à votre compte {service} depuis un appareil qui n’avait pas encore été utilisé.',
      advice:
        'Si c’était vous, vous n’avez rien à faire. Sinon, changez votre mot de passe sans attendre et déconnectez tous les autres appareils.',
    },
    two_step_on: {
      subject: 'La connexion en deux étapes est activée',
      what: 'Pour vous connecter à votre compte {service}, il faut désormais aussi un code d’une application d’authentification.',
      advice: NOT_YOU,
    },
    two_step_off: {
      subject: 'La connexion en deux étapes est désactivée',
      what: 'Pour vous connecter à votre compte {service}, il ne faut plus de code d’une application d’authentification.',
      advice: NOT_YOU,
    },
    recovery_codes_created: {
      subject: 'De nouveaux codes de récupération ont été créés',
      what: 'Votre compte {service} a de nouveaux codes de récupération. Les anciens ne sont plus valables.',
      advice: NOT_YOU,
    },
    recovery_code_used: {
      subject: 'Un code de récupération a été utilisé',
      what: 'Quelqu’un s’est connecté à votre compte {service} avec un code de récupération. Chaque code ne sert qu’une fois : pensez à en créer de nouveaux à temps.',
      advice: NOT_YOU,
    },
    passkey_added: {
      subject: 'Une clé d’accès a été ajoutée',
      what: 'Une nouvelle clé d’accès permet désormais de vous connecter à votre compte {service}.',
      advice: NOT_YOU,
    },
    passkey_removed: {
      subject: 'Une clé d’accès a été supprimée',
      what: 'Une clé d’accès de votre compte {service} a été supprimée ; elle ne permet plus de vous connecter.',
      advice: NOT_YOU,
    },
    account_deleted: {
      subject: 'Votre compte a été supprimé',
      what: 'Votre compte {service} a été supprimé, avec tout ce qu’il contenait. Ceci est le dernier message à son sujet.',
      advice: NOT_YOU_AND_GONE,
    },
  },
}
