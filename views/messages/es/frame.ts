import { html } from '#lib/html'
import type { frame as en } from '../en/frame.ts'

export const frame: typeof en = {
  promise: 'Gatehouse comprueba quién eres. Las aplicaciones nunca ven tu contraseña.',
  skip: 'Ir al contenido',
  errorTitle: (title) => `Error: ${title}`,
  optional: '(opcional)',
  cancel: 'Cancelar',
  cancelBackTo: (app) => html`Cancelar y volver a ${app}`,
  continueTo: 'para continuar en',
  email: 'Correo electrónico',
  password: 'Contraseña',
  copy: 'Copiar',
  copied: 'Copiado',
  print: 'Imprimir',
  save: 'Guardar',
  remove: 'Quitar',
  never: 'nunca',
  deviceOn: (browser, system) => `${browser} en ${system}`,
  unknownDevice: 'Dispositivo desconocido',
}
