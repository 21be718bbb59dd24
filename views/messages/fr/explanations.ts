import type { explanations as en } from '../en/explanations.ts'

export const explanations: typeof en = {
  whyHeading: 'Ce qui s’est passé, et pourquoi',
  cureHeading: 'Comment y remédier',
  helpHeading: 'Si vous demandez de l’aide',
  help: 'Indiquez le code et l’identifiant de la requête qui a échoué : sa réponse le porte dans l’en-tête X-Request-Id.',
  ownRequest: 'La requête de cette page',
  codes: {
    invalid_request: {
      title: 'La requête est mal formée',
      why: 'Un paramètre manque, est donné deux fois, est inconnu ici ou a une valeur impossible.',
      cure: 'Comparez la requête à la description du point d’accès ; error_description nomme le paramètre.',
    },
    invalid_client: {
      title: 'Le client n’a pas été reconnu',
      why: 'Le client n’existe pas, son secret ou son assertion est erroné ou trop ancien, ou il emploie une autre méthode que celle enregistrée.',
      cure: 'Vérifiez l’identifiant, le secret et la méthode ; dans le doute, créez un nouveau secret.',
    },
    invalid_grant: {
      title: 'L’autorisation n’est plus valable',
      why: 'Le code ou le jeton de rafraîchissement a expiré, a servi ou a été révoqué, appartient à un autre client, ou sa session est terminée.',
      cure: 'Recommencez une autorisation. N’utilisez chaque code qu’une fois, et ne gardez que le dernier jeton de rafraîchissement.',
    },
    unauthorized_client: {
      title: 'Le client n’a pas ce droit',
      why: 'Le client n’est pas enregistré pour ce type d’autorisation ou cette forme de réponse.',
      cure: 'Faites ajouter ce type au client, ou employez-en un qu’il possède.',
    },
    unsupported_grant_type: {
      title: 'Ce type d’autorisation n’existe pas ici',
      why: 'Ce serveur ne connaît pas la valeur de grant_type.',
      cure: 'Employez l’une de celles de grant_types_supported dans le document de découverte.',
    },
    invalid_scope: {
      title: 'Une portée ne peut être accordée',
      why: 'Une portée (scope) est inconnue, mal écrite ou ne fait pas partie de celles du client.',
      cure: 'Ne demandez que les portées pour lesquelles le client est enregistré.',
    },
    invalid_target: {
      title: 'La ressource est inconnue',
      why: 'Le paramètre resource ne désigne aucun serveur de ressources enregistré, ou en désigne un que le client ne peut demander.',
      cure: 'Enregistrez le serveur de ressources et ajoutez-le au client.',
    },
    invalid_token: {
      title: 'Le jeton n’est pas valable',
      why: 'Le jeton d’accès a expiré ou a été révoqué, sa session est terminée, ou il n’est pas destiné à ce service.',
      cure: 'Obtenez un nouveau jeton d’accès, par rafraîchissement ou par une nouvelle autorisation, et renvoyez la requête.',
    },
    insufficient_scope: {
      title: 'Le jeton ne va pas aussi loin',
      why: 'Le jeton d’accès est valable, mais il lui manque une portée nécessaire à cette requête.',
      cure: 'Demandez un jeton avec la portée que nomme WWW-Authenticate.',
    },
    access_denied: {
      title: 'La personne a refusé',
      why: 'La personne a interrompu la connexion ou n’a pas permis ce que l’application demandait.',
      cure: 'Laissez la personne réessayer quand elle le souhaite, et ne demandez que le nécessaire.',
    },
    login_required: {
      title: 'La personne doit se connecter',
      why: 'L’application voulait une réponse sans aucune page, mais personne n’est connecté dans ce navigateur.',
      cure: 'Faites repasser la personne par l’autorisation, sans prompt=none.',
    },
    authorization_pending: {
      title: 'La personne n’a pas encore répondu',
      why: 'Le code de l’appareil n’a pas encore été confirmé.',
      cure: 'Redemandez après le délai interval de la première réponse.',
    },
    slow_down: {
      title: 'Demandes trop fréquentes',
      why: 'L’appareil demande son jeton plus souvent qu’il ne lui a été dit.',
      cure: 'Attendez désormais cinq secondes de plus entre les requêtes.',
    },
    expired_token: {
      title: 'Le code de l’appareil est trop ancien',
      why: 'Personne n’a confirmé le code à temps.',
      cure: 'Recommencez, et montrez le nouveau code à la personne.',
    },
    invalid_credentials: {
      title: 'Le nom et le mot de passe ne correspondent pas',
      why: 'Il n’existe pas de compte avec ce nom et ce mot de passe, ou le code à usage unique est erroné.',
      cure: 'Vérifiez les deux et réessayez, ou choisissez un nouveau mot de passe.',
    },
    mfa_required: {
      title: 'Un second facteur est nécessaire',
      why: 'Le mot de passe est juste, mais le compte est protégé par une deuxième étape.',
      cure: 'Envoyez mfa_token et le code au point d’accès du second facteur, dans les dix minutes.',
    },
    account_locked: {
      title: 'Le compte est fermé pour un moment',
      why: 'Il y a eu trop de tentatives de connexion manquées.',
      cure: 'Attendez le temps indiqué par Retry-After, ou utilisez le lien de l’e-mail envoyé.',
    },
    user_exists: {
      title: 'Ce compte existe déjà',
      why: 'L’adresse e-mail ou le nom d’utilisateur appartient à un compte.',
      cure: 'Connectez-vous, ou choisissez une autre adresse ou un autre nom.',
    },
    role_not_allowed: {
      title: 'Nul ne peut s’inscrire avec ce rôle',
      why: 'Ce rôle n’est pas de ceux que l’on peut choisir soi-même.',
      cure: 'Omettez le rôle, ou demandez à l’exploitant de l’attribuer.',
    },
    client_not_found: {
      title: 'Ce client n’existe pas',
      why: 'Le locataire, le projet ou le client n’existe pas, ou ils ne vont pas ensemble.',
      cure: 'Vérifiez les trois identifiants.',
    },
    not_found: {
      title: 'Il n’y a rien à cette adresse',
      why: 'Le chemin est mal saisi, ou ce qu’il désignait n’existe plus.',
      cure: 'Comparez le chemin à la description de l’API.',
    },
    method_not_allowed: {
      title: 'Cette méthode n’est pas permise ici',
      why: 'L’adresse existe, mais pas pour cette méthode HTTP.',
      cure: 'Employez l’une des méthodes de l’en-tête Allow.',
    },
    payload_too_large: {
      title: 'La requête est trop grande',
      why: 'Le corps dépasse 64 Kio.',
      cure: 'Envoyez-en moins.',
    },
    unsupported_media_type: {
      title: 'Ce type de contenu n’est pas lu ici',
      why: 'L’en-tête Content-Type manque, ou nomme un type que ce point d’accès ne prend pas.',
      cure: 'Envoyez application/json ou, là où c’est décrit, application/x-www-form-urlencoded.',
    },
    rate_limited: {
      title: 'Trop de requêtes',
      why: 'Plus de requêtes sont venues de cette adresse ou pour ce compte qu’il n’est permis en une minute.',
      cure: 'Attendez le temps indiqué par Retry-After, et envoyez-en moins.',
    },
    temporarily_unavailable: {
      title: 'Pas de réponse possible pour le moment',
      why: 'Une partie du serveur est absente ou très chargée. La requête elle-même est peut-être correcte.',
      cure: 'Renvoyez la même requête après le délai de Retry-After.',
    },
    server_error: {
      title: 'Un problème est survenu de notre côté',
      why: 'Le serveur a rencontré une situation imprévue. Elle a été consignée.',
      cure: 'Réessayez. Si le problème demeure, donnez à l’exploitant l’identifiant de X-Request-Id.',
    },
    account_disabled: {
      title: 'Le compte est désactivé',
      why: 'Un exploitant de ce serveur l’a fermé.',
      cure: 'Adressez-vous à ceux qui gèrent ce serveur.',
    },
    busy: {
      title: 'Le serveur est occupé',
      why: 'Plus de mots de passe sont en cours de vérification que le serveur ne peut en vérifier à la fois.',
      cure: 'Réessayez après le nombre de secondes indiqué par Retry-After.',
    },
    changed_meanwhile: {
      title: 'Quelqu’un a été plus rapide',
      why: 'La même chose a été modifiée ailleurs pendant que la requête était en route.',
      cure: 'Regardez ce qu’il en est à présent, et réessayez si c’est encore nécessaire.',
    },
    invalid_code: {
      title: 'Le code n’est pas celui que l’application affiche',
      why: 'Le code est mal saisi, ou l’horloge du téléphone est décalée de plus d’une demi-minute.',
      cure: 'Attendez le code suivant et saisissez-le. Laissez le téléphone régler son horloge lui-même.',
    },
    invalid_dpop_proof: {
      title: 'La preuve de possession n’est pas acceptée',
      why: 'Le jeton est lié à une clé, et l’en-tête DPoP manque, vaut pour une autre URL, méthode ou un autre jeton, est trop ancien ou a déjà servi.',
      cure: 'Créez une nouvelle preuve pour chaque requête, avec l’URL appelée (RFC 9449).',
    },
    invalid_passkey: {
      title: 'La clé d’accès n’a pas été acceptée',
      why: 'Ce que le navigateur a envoyé ne vaut pas pour ce site, ou ne répond pas à ce qui était demandé.',
      cure: 'Réessayez dans le même navigateur, en vous identifiant par code, doigt ou visage.',
    },
    link_expired: {
      title: 'Le lien ou le jeton de l’e-mail n’est plus valable',
      why: 'Il a déjà servi, il est trop ancien, ou un plus récent l’a remplacé.',
      cure: 'Demandez un nouvel e-mail, et utilisez le lien du plus récent.',
    },
    no_second_factor: {
      title: 'Il n’y a pas de second facteur',
      why: 'Les codes de récupération remplacent une application d’authentification, et le compte n’en a pas.',
      cure: 'Configurez d’abord une application d’authentification.',
    },
    no_such_passkey: {
      title: 'Cette clé d’accès n’existe pas',
      why: 'Le compte n’a pas de clé d’accès avec cet identifiant ; elle a peut-être été supprimée ailleurs.',
      cure: 'Regardez de nouveau la liste des clés d’accès.',
    },
    no_such_user: {
      title: 'Ce compte n’existe pas',
      why: 'Personne n’a cette adresse e-mail ici.',
      cure: 'Vérifiez l’orthographe, ou créez un compte.',
    },
    too_many_passkeys: {
      title: 'Il y a trop de clés d’accès',
      why: 'Le compte a autant de clés d’accès qu’il peut en avoir.',
      cure: 'Supprimez-en une qui ne sert plus.',
    },
    unauthorized: {
      title: 'Cela n’a pas été permis',
      why: 'Le client ou la personne n’a pas prouvé son identité, le jeton d’identité n’est pas bon ou a déjà servi, ou il manque l’appartenance ou le rôle. Lequel, cela n’est pas dit.',
      cure: 'Vérifiez le secret, puis interrogez l’exploitant du locataire au sujet de la personne.',
    },
    unsupported_token_type: {
      title: 'Ce type de jeton n’est pas traité ici',
      why: 'Le point d’accès ne connaît pas ce type de jeton.',
      cure: 'Envoyez un jeton d’accès ou de rafraîchissement émis par ce serveur.',
    },
    use_dpop_nonce: {
      title: 'La preuve de possession exige un nonce',
      why: 'La preuve est trop ancienne, ou faite sans le nonce que le serveur demande.',
      cure: 'Créez une nouvelle preuve avec le nonce de l’en-tête DPoP-Nonce, et réessayez.',
    },
    weak_password: {
      title: 'Le mot de passe ne convient pas',
      why: 'Un mot de passe compte de 8 à 256 caractères, n’est pas parmi les quelques milliers que l’on essaie d’abord, et n’est pas le nom de connexion ; si l’exploitant le fait vérifier, il n’a pas non plus été divulgué lors d’une fuite de données. Rien d’autre n’est exigé.',
      cure: 'Choisissez-en un autre. Quelques mots à la suite sont faciles à retenir.',
    },
    wrong_password: {
      title: 'Le mot de passe actuel est erroné',
      why: 'Pour changer un mot de passe, il faut connaître celui qu’il remplace.',
      cure: 'Vérifiez la saisie, ou réinitialisez le mot de passe par e-mail.',
    },
  },
}
