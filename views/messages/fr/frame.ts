import { html } from '#lib/html'
import type { frame as en } from '../en/frame.ts'

export const frame: typeof en = {
  promise: 'Gatehouse vérifie qui vous êtes. Les applications ne voient jamais votre mot de passe.',
  skip: 'Aller au contenu',
  errorTitle: (title) => `Erreur : ${title}`,
  optional: '(facultatif)',
  cancel: 'Annuler',
  cancelBackTo: (app) => html`Annuler et revenir à ${app}`,
  continueTo: 'pour continuer vers',
  email: 'Adresse e-mail',
  password: 'Mot de passe',
  copy: 'Copier',
  copied: 'Copié',
  print: 'Imprimer',
  save: 'Enregistrer',
  remove: 'Supprimer',
  never: 'jamais',
  deviceOn: (browser, system) => `${browser} sur ${system}`,
  unknownDevice: 'Appareil inconnu',
}
