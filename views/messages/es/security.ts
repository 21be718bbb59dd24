import { html } from '#lib/html'
import type { security as en } from '../en/security.ts'

export const security: typeof en = {
  title: 'Seguridad',
  lede: 'Cómo muestras que eres tú.',

  password: 'Contraseña',
  passwordChanged: 'Último cambio',
  passwordNone: 'Todavía no tienes contraseña.',
  changePassword: 'Cambiar la contraseña',
  currentPassword: 'Contraseña actual',
  newPassword: 'Nueva contraseña',
  endsOthers: 'Después se cerrarán tus demás sesiones.',
  passwordSaved: 'Tu contraseña ha cambiado.',

  twoStep: 'Verificación en dos pasos',
  twoStepText: 'Un código de una aplicación en tu teléfono, para que la contraseña sola no abra nada.',
  on: 'Activada',
  off: 'Desactivada',
  since: 'Desde el',
  setUp: 'Configurar',
  turnOff: 'Desactivar',
  turnedOff: 'La verificación en dos pasos está desactivada.',

  setUpTitle: 'Configurar la verificación en dos pasos',
  setUpScan: 'Abre una aplicación de autenticación en tu teléfono y escanea esta imagen.',
  setUpNoApp:
    'Sirve cualquier aplicación de códigos de un solo uso, y también muchos gestores de contraseñas.',
  qrLabel: 'Código QR que contiene la clave',
  setUpHere: '¿La aplicación está en este dispositivo? Ábrela desde aquí',
  setUpByHand: '¿No puedes escanearlo? Escribe esta clave en la aplicación:',
  setUpCode: 'Después escribe el código que muestra la aplicación',
  setUpSubmit: 'Activar',

  recovery: 'Códigos de recuperación',
  recoveryText: 'Para cuando no tengas tu teléfono. Cada uno sirve una sola vez.',
  codesLeft: (count) => (count === 1 ? 'Queda 1 código' : `Quedan ${count} códigos`),
  newCodes: 'Crear códigos nuevos',
  newCodesWarning: 'Los anteriores dejarán de servir.',
  codesTitle: 'Tus códigos de recuperación',
  codesLede:
    'Guárdalos donde solo tú puedas encontrarlos: en papel o en un gestor de contraseñas. Solo se muestran ahora.',
  codesFor: (email) => html`Códigos de recuperación de Gatehouse para ${email}`,
  codesDone: 'Ya los he guardado',

  passkeys: 'Llaves de acceso',
  passkeysText: 'Inicia sesión sin contraseña, con tu huella, tu cara o el código de tu dispositivo.',
  noPasskeys: 'Todavía no tienes ninguna llave de acceso.',
  passkeyDefaultName: 'Llave de acceso',
  passkeyName: 'Nombre de la llave de acceso',
  passkeyNameHint: 'Para reconocerla, por ejemplo «Teléfono del trabajo».',
  addPasskey: 'Añadir una llave de acceso',
  passkeyNeedsScript:
    'Para añadir una llave de acceso hace falta JavaScript, que está desactivado en este navegador.',
  passkeyFailed: 'No se ha añadido la llave de acceso. Inténtalo de nuevo cuando quieras.',
  passkeyAdded: 'Se ha añadido la llave de acceso.',
  passkeyRemoved: 'Se ha quitado la llave de acceso.',
  rename: 'Cambiar nombre',
  added: 'Añadida el',
  lastUsed: 'Último uso',

  devices: 'Dispositivos sin código',
  devicesText: 'En los dispositivos donde lo hayas elegido no se pide código durante 30 días.',
  noDevices: 'No hay dispositivos así.',
  forgetOne: 'Volver a pedirlo aquí',
  forgottenOne: 'Se vuelve a pedir código en ese dispositivo.',
  forget: 'Volver a pedir código en todas partes',
  forgotten: 'Se vuelve a pedir un código en todas partes.',
}
