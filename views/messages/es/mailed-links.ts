import { html } from '#lib/html'
import type { mailedLinks as en } from '../en/mailed-links.ts'

export const mailedLinks: typeof en = {
  checkTitle: 'Mira tu correo',
  checkVerify: (email) => html`Hemos enviado un enlace a ${email}. Ábrelo para confirmar tu dirección.`,
  checkReset: (email) =>
    html`Si existe una cuenta para ${email}, ya va en camino un enlace para elegir una nueva contraseña.`,
  checkAgain: (email) => html`Si hay un enlace que enviar para ${email}, ya va en camino.`,
  checkAdvice: 'Puede tardar unos minutos. Mira también en la carpeta de correo no deseado.',
  sendAgain: 'Enviar de nuevo',
  sentAgain: 'El enlace va en camino otra vez.',
  backToSignIn: 'Volver al inicio de sesión',

  verifyTitle: 'Confirma tu dirección',
  verifyLede: (email) => html`¿Es ${email} tu dirección? Confírmalo con el botón.`,
  verifyLedeUnnamed: 'Confirma con el botón que esta dirección es tuya.',
  verifySubmit: 'Confirmar dirección',
  verifyIgnore: 'Si no lo has pedido, cierra esta página. No cambiará nada.',
  verifiedTitle: 'Tu dirección está confirmada',
  verifiedText: 'Gracias. Puedes seguir donde estabas, en este dispositivo o en otro.',

  forgotTitle: 'Elegir una nueva contraseña',
  forgotLede: 'Dinos con qué inicias sesión y te enviamos un enlace.',
  forgotSubmit: 'Enviar el enlace',

  resetTitle: 'Elegir una nueva contraseña',
  resetLede: (email) => html`para la cuenta ${email}`,
  newPassword: 'Nueva contraseña',
  resetAdvice: 'Después se cerrará tu sesión en todas partes, para que nadie más siga en tu cuenta.',
  resetSubmit: 'Guardar la nueva contraseña',
  resetDoneTitle: 'Tu contraseña ha cambiado',
  resetDoneText: 'Se ha cerrado tu sesión en todas partes. Inicia sesión con la nueva contraseña.',

  unlockTitle: 'Desbloquear tu cuenta',
  unlockLede: 'Tras demasiados intentos fallidos de iniciar sesión, tu cuenta se cerró por un tiempo.',
  unlockAdvice: 'Si los intentos no fueron tuyos, elige después una nueva contraseña.',
  unlockSubmit: 'Desbloquear la cuenta',
  unlockedTitle: 'Tu cuenta está desbloqueada',
  unlockedText: 'Ya puedes iniciar sesión.',

  changeTitle: 'Confirma tu nueva dirección',
  changeLede: (email) => html`A partir de ahora inicias sesión con ${email}.`,
  changeSubmit: 'Usar esta dirección',
  changedTitle: 'Tu nueva dirección ya está en uso',
  changedText: 'También hemos avisado a la dirección anterior.',

  expiredTitle: 'Este enlace ya no sirve',
  expiredText: 'Ya se ha usado, es demasiado antiguo o se ha enviado otro más reciente.',
  expiredAdvice: 'Pide un nuevo enlace y abre el correo más reciente.',
  goOn: 'Continuar',
}
