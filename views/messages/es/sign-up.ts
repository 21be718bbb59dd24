import type { signUp as en } from '../en/sign-up.ts'

export const signUp: typeof en = {
  title: 'Crear una cuenta',
  name: 'Tu nombre',
  username: 'Nombre de usuario',
  usernameHint: 'Letras, cifras, puntos, guiones y guiones bajos. Puedes iniciar sesión con él.',
  passwordHint: 'Al menos 8 caracteres. Tres o cuatro palabras son seguras y fáciles de recordar.',
  strength: 'Seguridad de la contraseña',
  strengthLevels: ['muy débil', 'débil', 'aceptable', 'segura', 'muy segura'],
  submit: 'Crear cuenta',
  haveAccount: '¿Ya tienes una cuenta?',
}
