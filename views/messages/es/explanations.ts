import type { explanations as en } from '../en/explanations.ts'

export const explanations: typeof en = {
  whyHeading: 'Qué ha pasado y por qué',
  cureHeading: 'Cómo arreglarlo',
  helpHeading: 'Si pides ayuda',
  help: 'Indica el código y el identificador de la petición fallida: su respuesta lo lleva en la cabecera X-Request-Id.',
  ownRequest: 'La petición de esta página',
  codes: {
    invalid_request: {
      title: 'La petición no está bien formada',
      why: 'Falta un parámetro, está repetido, no se conoce aquí o tiene un valor que no puede tener.',
      cure: 'Compara la petición con la descripción del punto de acceso; error_description nombra el parámetro.',
    },
    invalid_client: {
      title: 'No se ha reconocido al cliente',
      why: 'El cliente no existe, su secreto o su aserción no es correcto o es demasiado antiguo, o usa otro método que el registrado.',
      cure: 'Comprueba el identificador, el secreto y el método; en caso de duda, crea un secreto nuevo.',
    },
    invalid_grant: {
      title: 'La autorización ya no sirve',
      why: 'El código o el token de actualización ha caducado, se ha usado o revocado, es de otro cliente, o su sesión ha terminado.',
      cure: 'Empieza una nueva autorización. Usa cada código una vez y conserva solo el último token de actualización.',
    },
    unauthorized_client: {
      title: 'El cliente no puede hacer esto',
      why: 'El cliente no está registrado para este tipo de autorización o esta forma de respuesta.',
      cure: 'Pide que se añada el tipo al cliente, o usa uno que tenga.',
    },
    unsupported_grant_type: {
      title: 'Este tipo de autorización no existe aquí',
      why: 'Este servidor no conoce el valor de grant_type.',
      cure: 'Usa uno de grant_types_supported del documento de descubrimiento.',
    },
    invalid_scope: {
      title: 'No se puede conceder un alcance',
      why: 'Un alcance (scope) no se conoce, está mal escrito o no es de los del cliente.',
      cure: 'Pide solo los alcances para los que está registrado el cliente.',
    },
    invalid_target: {
      title: 'No se conoce el recurso',
      why: 'El parámetro resource no nombra ningún servidor de recursos registrado, o nombra uno que el cliente no puede pedir.',
      cure: 'Registra el servidor de recursos y añádelo al cliente.',
    },
    invalid_token: {
      title: 'El token no es válido',
      why: 'El token de acceso ha caducado o se ha revocado, su sesión ha terminado, o no es para este servicio.',
      cure: 'Obtén un nuevo token de acceso, actualizando o con una nueva autorización, y envía otra vez la petición.',
    },
    insufficient_scope: {
      title: 'El token no llega tan lejos',
      why: 'El token de acceso es válido, pero le falta un alcance que esta petición necesita.',
      cure: 'Pide un token con el alcance que nombra WWW-Authenticate.',
    },
    access_denied: {
      title: 'La persona ha dicho que no',
      why: 'La persona canceló el inicio de sesión o no permitió lo que pedía la aplicación.',
      cure: 'Deja que la persona lo intente cuando quiera, y pide solo lo necesario.',
    },
    login_required: {
      title: 'La persona tiene que iniciar sesión',
      why: 'La aplicación quería una respuesta sin ninguna página, pero nadie ha iniciado sesión en este navegador.',
      cure: 'Envía a la persona otra vez por la autorización, sin prompt=none.',
    },
    authorization_pending: {
      title: 'La persona aún no ha respondido',
      why: 'El código del dispositivo todavía no se ha confirmado.',
      cure: 'Pregunta de nuevo pasado el intervalo (interval) de la primera respuesta.',
    },
    slow_down: {
      title: 'Se pregunta demasiado',
      why: 'El dispositivo pide su token más a menudo de lo indicado.',
      cure: 'Espera a partir de ahora cinco segundos más entre peticiones.',
    },
    expired_token: {
      title: 'El código del dispositivo es demasiado antiguo',
      why: 'Nadie confirmó el código a tiempo.',
      cure: 'Empieza de nuevo y muestra a la persona el nuevo código.',
    },
    invalid_credentials: {
      title: 'El nombre y la contraseña no se corresponden',
      why: 'No existe una cuenta con ese nombre y esa contraseña, o el código de un solo uso no es correcto.',
      cure: 'Comprueba ambos e inténtalo de nuevo, o elige una nueva contraseña.',
    },
    mfa_required: {
      title: 'Hace falta un segundo factor',
      why: 'La contraseña es correcta, pero la cuenta está protegida con un segundo paso.',
      cure: 'Envía mfa_token y el código al punto de acceso del segundo factor antes de diez minutos.',
    },
    account_locked: {
      title: 'La cuenta está cerrada por un tiempo',
      why: 'Ha habido demasiados intentos fallidos de iniciar sesión.',
      cure: 'Espera lo que indica Retry-After, o usa el enlace del correo que se envió.',
    },
    user_exists: {
      title: 'Esa cuenta ya existe',
      why: 'El correo o el nombre de usuario pertenece a una cuenta.',
      cure: 'Inicia sesión, o elige otra dirección u otro nombre.',
    },
    role_not_allowed: {
      title: 'Nadie puede registrarse con este rol',
      why: 'El rol no es de los que las personas pueden elegir.',
      cure: 'Omite el rol, o pide a un operador que lo asigne.',
    },
    client_not_found: {
      title: 'No existe ese cliente',
      why: 'El inquilino, el proyecto o el cliente no existe, o no se corresponden.',
      cure: 'Comprueba los tres identificadores.',
    },
    not_found: {
      title: 'No hay nada en esta dirección',
      why: 'La ruta está mal escrita, o lo que nombraba ya no existe.',
      cure: 'Compara la ruta con la descripción de la API.',
    },
    method_not_allowed: {
      title: 'Este método no está permitido aquí',
      why: 'La dirección existe, pero no para este método de HTTP.',
      cure: 'Usa uno de los métodos de la cabecera Allow.',
    },
    payload_too_large: {
      title: 'La petición es demasiado grande',
      why: 'El cuerpo supera los 64 KiB.',
      cure: 'Envía menos.',
    },
    unsupported_media_type: {
      title: 'Este tipo de contenido no se lee aquí',
      why: 'Falta la cabecera Content-Type, o nombra un tipo que este punto de acceso no acepta.',
      cure: 'Envía application/json o, donde así se describe, application/x-www-form-urlencoded.',
    },
    rate_limited: {
      title: 'Demasiadas peticiones',
      why: 'Han llegado más peticiones de esta dirección o para esta cuenta de las permitidas en un minuto.',
      cure: 'Espera lo que indica Retry-After y envía menos.',
    },
    temporarily_unavailable: {
      title: 'Ahora no se puede responder',
      why: 'Una parte del servidor no está disponible o tiene mucha carga. La petición puede ser correcta.',
      cure: 'Envía la misma petición de nuevo pasado el tiempo de Retry-After.',
    },
    server_error: {
      title: 'Algo ha salido mal por nuestra parte',
      why: 'El servidor se ha encontrado con algo imprevisto. Ha quedado registrado.',
      cure: 'Inténtalo de nuevo. Si persiste, indica al operador el identificador de X-Request-Id.',
    },
    account_disabled: {
      title: 'La cuenta está desactivada',
      why: 'Un operador de este servidor la ha cerrado.',
      cure: 'Pregunta a quienes gestionan este servidor.',
    },
    busy: {
      title: 'El servidor está ocupado',
      why: 'Se están comprobando más contraseñas de las que el servidor puede comprobar a la vez.',
      cure: 'Inténtalo de nuevo pasados los segundos que indica Retry-After.',
    },
    changed_meanwhile: {
      title: 'Alguien ha sido más rápido',
      why: 'Lo mismo se cambió en otro lugar mientras la petición estaba en camino.',
      cure: 'Mira cómo está ahora e inténtalo de nuevo si todavía hace falta.',
    },
    invalid_code: {
      title: 'El código no es el que muestra la aplicación',
      why: 'El código está mal escrito, o el reloj del teléfono se desvía más de medio minuto.',
      cure: 'Espera al siguiente código y escríbelo. Deja que el teléfono ajuste su reloj.',
    },
    invalid_dpop_proof: {
      title: 'No se acepta la prueba de posesión',
      why: 'El token está ligado a una clave, y la cabecera DPoP falta, es para otra URL, método o token, es demasiado antigua o ya se ha usado.',
      cure: 'Crea una prueba nueva para cada petición, con la URL a la que llamas (RFC 9449).',
    },
    invalid_passkey: {
      title: 'No se ha aceptado la llave de acceso',
      why: 'Lo que envió el navegador no es para este sitio o no corresponde a lo que se pidió.',
      cure: 'Inténtalo de nuevo en el mismo navegador e identifícate con PIN, dedo o cara.',
    },
    link_expired: {
      title: 'El enlace o token del correo ya no sirve',
      why: 'Ya se ha usado, es demasiado antiguo o lo ha sustituido otro más reciente.',
      cure: 'Pide otro correo y usa el enlace del más reciente.',
    },
    no_second_factor: {
      title: 'No hay segundo factor',
      why: 'Los códigos de recuperación sustituyen a una aplicación de autenticación, y la cuenta no tiene ninguna.',
      cure: 'Configura primero una aplicación de autenticación.',
    },
    no_such_passkey: {
      title: 'No existe esa llave de acceso',
      why: 'La cuenta no tiene ninguna llave de acceso con ese identificador; quizá se quitó en otro lugar.',
      cure: 'Mira de nuevo la lista de llaves de acceso.',
    },
    no_such_user: {
      title: 'No existe esa cuenta',
      why: 'Nadie tiene aquí esa dirección de correo.',
      cure: 'Comprueba cómo está escrita, o crea una cuenta.',
    },
    too_many_passkeys: {
      title: 'Hay demasiadas llaves de acceso',
      why: 'La cuenta tiene tantas llaves de acceso como puede tener.',
      cure: 'Quita una que ya no se use.',
    },
    unauthorized: {
      title: 'Esto no se ha permitido',
      why: 'El cliente o la persona no ha demostrado quién es, el token de identidad no sirve o ya se usó, o falta la pertenencia o el rol. No se dice cuál de ellos.',
      cure: 'Comprueba el secreto y después pregunta por la persona al operador del inquilino.',
    },
    unsupported_token_type: {
      title: 'Este tipo de token no se trata aquí',
      why: 'El punto de acceso no conoce este tipo de token.',
      cure: 'Envía un token de acceso o de actualización emitido por este servidor.',
    },
    use_dpop_nonce: {
      title: 'La prueba de posesión necesita un nonce',
      why: 'La prueba es demasiado antigua o se hizo sin el nonce que pide el servidor.',
      cure: 'Crea una prueba nueva con el nonce de la cabecera DPoP-Nonce e inténtalo de nuevo.',
    },
    weak_password: {
      title: 'La contraseña no sirve',
      why: 'Una contraseña tiene de 8 a 256 caracteres, no es de los pocos miles que se prueban primero y no es el nombre con que se inicia sesión; si el operador lo hace comprobar, tampoco se ha filtrado en ninguna violación de datos. No se pide nada más.',
      cure: 'Elige otra. Unas cuantas palabras seguidas son fáciles de recordar.',
    },
    wrong_password: {
      title: 'La contraseña actual no es correcta',
      why: 'Quien cambia una contraseña tiene que conocer la anterior.',
      cure: 'Comprueba cómo está escrita, o restablécela por correo.',
    },
  },
}
