import type { MailTexts } from './catalogue.ts'

const NOT_YOU = 'Si no fuiste tú, cambia tu contraseña cuanto antes y revisa tu cuenta.'
const NOT_YOU_AND_GONE = 'Si no fuiste tú, ponte en contacto cuanto antes con los responsables de {service}.'

export const es: MailTexts = {
  greeting: 'Hola:',
  greetingByName: 'Hola, {name}:',
  linkLife: 'El enlace sirve una sola vez, durante {duration}.',
  linkWrittenOut: 'Si el botón no funciona, abre esta dirección en tu navegador:',
  toAccount: 'Ir a tu cuenta',
  when: 'Fecha y hora',
  device: 'Dispositivo',
  networkAddress: 'Dirección IP',
  account: 'Cuenta',
  browserOnSystem: '{browser} en {system}',
  unknownDevice: 'Dispositivo desconocido',
  line: '{label}: {value}',
  footer:
    '{service} te ha enviado este mensaje automáticamente. Nunca te pediremos la contraseña por correo electrónico.',
  messages: {
    verify_email: {
      subject: 'Confirma tu correo electrónico',
      what: 'Te damos la bienvenida a {service}. Confirma que esta dirección de correo es tuya.',
      button: 'Confirmar dirección',
      advice: 'Si no te has registrado, puedes ignorar este mensaje.',
    },
    confirm_new_email: {
      subject: 'Confirma tu nuevo correo electrónico',
      what: 'Esta dirección va a ser la de tu cuenta de {service}. Confirma que es tuya; hasta entonces no cambiará nada.',
      button: 'Confirmar nueva dirección',
      advice: 'Si no lo has pedido, puedes ignorar este mensaje.',
    },
    reset_password: {
      subject: 'Elige una nueva contraseña',
      what: 'Se ha pedido una nueva contraseña para tu cuenta de {service}. Puedes elegirla ahora.',
      button: 'Elegir contraseña',
      advice: 'Si no la has pedido, puedes ignorar este mensaje: tu contraseña seguirá siendo la misma.',
    },
    account_locked: {
      subject: 'Tu cuenta está bloqueada temporalmente',
      what: 'Ha habido demasiados intentos fallidos de iniciar sesión en tu cuenta de {service}, así que la hemos bloqueado durante un tiempo. Puedes esperar o desbloquearla ahora.',
      button: 'Desbloquear cuenta',
      advice:
        'Si los intentos no fueron tuyos, puede que alguien esté tratando de adivinar tu contraseña. Una contraseña larga, que no uses en ningún otro sitio, te protege.',
    },
    email_change_requested: {
      subject: 'Tu correo electrónico va a cambiar',
      what: 'Se ha indicado una nueva dirección de correo para tu cuenta de {service}. Sustituirá a esta en cuanto se confirme.',
      advice: NOT_YOU,
    },
    email_changed: {
      subject: 'Tu correo electrónico ha cambiado',
      what: 'Tu cuenta de {service} tiene una nueva dirección de correo. A partir de ahora te escribiremos a ella.',
      advice: NOT_YOU_AND_GONE,
    },
    password_changed: {
      subject: 'Tu contraseña ha cambiado',
      what: 'Tu cuenta de {service} tiene una nueva contraseña.',
      advice:
        'Si no fuiste tú, elige cuanto antes «{forgot}» en la página de inicio de sesión para recuperar tu cuenta.',
    },
    new_device: {
      subject: 'Inicio de sesión desde un dispositivo nuevo',
      what: 'Alguien ha iniciado sesión en tu cuenta de {service} desde un dispositivo que no se había usado antes.',
      advice:
        'Si fuiste tú, no tienes que hacer nada. Si no, cambia tu contraseña cuanto antes y cierra la sesión en los demás dispositivos.',
    },
    two_step_on: {
      subject: 'Se ha activado la verificación en dos pasos',
      what: 'Para iniciar sesión en tu cuenta de {service} ahora también hace falta un código de una aplicación de autenticación.',
      advice: NOT_YOU,
    },
    two_step_off: {
      subject: 'Se ha desactivado la verificación en dos pasos',
      what: 'Para iniciar sesión en tu cuenta de {service} ya no hace falta un código de una aplicación de autenticación.',
      advice: NOT_YOU,
    },
    recovery_codes_created: {
      subject: 'Se han creado nuevos códigos de recuperación',
      what: 'Tu cuenta de {service} tiene nuevos códigos de recuperación. Los anteriores ya no sirven.',
      advice: NOT_YOU,
    },
    recovery_code_used: {
      subject: 'Se ha usado un código de recuperación',
      what: 'Alguien ha iniciado sesión en tu cuenta de {service} con un código de recuperación. Cada código sirve una sola vez; crea otros nuevos antes de que se te acaben.',
      advice: NOT_YOU,
    },
    passkey_added: {
      subject: 'Se ha añadido una llave de acceso',
      what: 'Ahora se puede entrar en tu cuenta de {service} con una nueva llave de acceso.',
      advice: NOT_YOU,
    },
    passkey_removed: {
      subject: 'Se ha eliminado una llave de acceso',
      what: 'Se ha eliminado una de las llaves de acceso de tu cuenta de {service}. Ya no sirve para entrar.',
      advice: NOT_YOU,
    },
    account_deleted: {
      subject: 'Tu cuenta se ha eliminado',
      what: 'Tu cuenta de {service} se ha eliminado, con todo lo que contenía. Este es el último mensaje sobre ella.',
      advice: NOT_YOU_AND_GONE,
    },
  },
}
