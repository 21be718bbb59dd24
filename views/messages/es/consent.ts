import { html } from '#lib/html'
import type { consent as enConsent, device as enDevice, signOut as enSignOut } from '../en/consent.ts'

export const consent: typeof enConsent = {
  title: 'Permitir el acceso',
  heading: '¿Permitir el acceso?',
  asks: (email) => html`pide usar la cuenta con la que has iniciado sesión, ${email}`,
  listHeading: 'Si lo permites, la aplicación podrá',
  allow: 'Permitir',
  deny: 'No permitir',
  goBackTo: (host) => html`En cualquier caso, volverás a ${host}`,
  know: 'Saber que eres tú',
  knowDetail: 'Un identificador de tu cuenta',
  profile: 'Ver tu perfil',
  profileDetail: 'Tu nombre y otros datos del perfil',
  profileDetailNamed: (name) => html`Tu nombre, ${name}, y otros datos del perfil`,
  email: 'Ver tu correo electrónico',
  address: 'Ver tu dirección postal',
  phone: 'Ver tu número de teléfono',
  claim: (claim) => html`Ver este dato de tu perfil: ${claim}`,
  offline: 'Conservar este acceso cuando no estés',
  offlineDetail: 'También cuando no tengas abierta la aplicación, hasta que se retire el acceso.',
  nothing: 'Saber que tienes una cuenta aquí',
  nothingDetail: 'No sabrá nada más de ti.',
  service: 'Usar este servicio en tu nombre',
}

export const signOut: typeof enSignOut = {
  title: 'Cerrar sesión',
  heading: '¿Cerrar sesión?',
  signedInAs: (email) => html`Has iniciado sesión como ${email}`,
  asks: 'pide cerrar tu sesión',
  asksFor: (email) => html`pide cerrar tu sesión de la cuenta ${email}`,
  advice: 'Tendrás que iniciar sesión de nuevo antes de continuar a una aplicación desde este navegador.',
  submit: 'Cerrar sesión',
  stay: 'Seguir con la sesión abierta',
  doneTitle: 'Sesión cerrada',
  doneHeading: 'Has cerrado la sesión',
  cameFrom: 'Venías de',
  doneAdvice:
    'Ya puedes cerrar esta ventana. Puede que otras aplicaciones mantengan tu sesión abierta hasta que la cierres también en ellas.',
}

export const device: typeof enDevice = {
  title: 'Conectar un dispositivo',
  lede: 'Escribe el código que muestra el dispositivo.',
  code: 'Código',
  next: 'Continuar',
  unknown:
    'Este código no se conoce o es demasiado antiguo. Mira otra vez el dispositivo e inténtalo de nuevo.',
  confirmTitle: '¿Es este tu dispositivo?',
  confirmLede: 'pide iniciar sesión con tu cuenta en otro dispositivo',
  sameCode: '¿Muestra el dispositivo este código?',
  warning: 'Sigue solo si tienes el dispositivo delante. Si alguien te ha enviado el código, detente aquí.',
  connect: 'Conectar el dispositivo',
  doneTitle: 'El dispositivo está conectado',
  doneText: 'Sigue allí. Puedes cerrar esta página.',
  deniedTitle: 'El dispositivo no se ha conectado',
  deniedText: 'No se ha compartido nada. Puedes cerrar esta página.',
}
