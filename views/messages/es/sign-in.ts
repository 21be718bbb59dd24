import { html } from '#lib/html'
import type { signIn as en } from '../en/sign-in.ts'

export const signIn: typeof en = {
  title: 'Iniciar sesión',
  titleAgain: 'Iniciar sesión de nuevo',
  againToContinueTo: 'para mostrar que sigues siendo tú, y continuar en',
  identifier: 'Correo electrónico o nombre de usuario',
  remember: 'Mantener la sesión abierta en este dispositivo',
  submit: 'Iniciar sesión',
  forgot: '¿Has olvidado tu contraseña?',
  newHere: '¿Es tu primera vez?',
  createAccount: 'Crear una cuenta',
  withPasskey: 'Iniciar sesión con una llave de acceso',
  or: 'o',
  passkeyFailed: 'No se ha usado la llave de acceso. Inténtalo de nuevo o inicia sesión con tu contraseña.',
  refused:
    'Ese correo o nombre de usuario no corresponde a esa contraseña. Comprueba ambos e inténtalo de nuevo.',
  wrongAccount: 'La aplicación ha pedido otra cuenta. Inicia sesión con esa.',
  tooMany: (inTime) => `Ha habido demasiados intentos. Inténtalo de nuevo ${inTime}.`,
  locked: (inTime) =>
    `Tras demasiados intentos fallidos, el inicio de sesión está cerrado por un tiempo. Inténtalo de nuevo ${inTime}.`,
  lockedWayOut:
    '¿No quieres esperar? Si existe una cuenta, va en camino un correo con un enlace que la desbloquea al momento.',

  secondTitle: 'Confirma que eres tú',
  secondLede: 'Tu cuenta está protegida con un segundo paso.',
  code: 'Código de tu aplicación de autenticación',
  codeHint: 'Seis cifras, que cambian cada 30 segundos.',
  useRecoveryCode: 'Usar un código de recuperación',
  recoveryCode: 'Código de recuperación',
  recoveryHint:
    'Uno de los códigos que guardaste al configurar el segundo paso. Cada uno sirve una sola vez.',
  useApp: 'Usar la aplicación de autenticación',
  usePasskey: 'Usar una llave de acceso',
  rememberDevice: 'No pedir un código en este dispositivo durante 30 días',
  confirm: 'Confirmar',
  codeRefused: 'Este código no es correcto o ya se ha usado. Espera al siguiente e inténtalo de nuevo.',
  recoveryRefused: 'Este código de recuperación no es correcto o ya se ha usado.',
  signedInAs: (email) => html`Estás iniciando sesión como ${email}`,
}
