import { html } from '#lib/html'
import type { signIn as en } from '../en/sign-in.ts'

export const signIn: typeof en = {
  title: 'Entrar',
  titleAgain: 'Entrar novamente',
  againToContinueTo: 'para mostrar que ainda é você, e continuar em',
  identifier: 'E-mail ou nome de usuário',
  remember: 'Continuar conectado neste dispositivo',
  submit: 'Entrar',
  forgot: 'Esqueceu sua senha?',
  newHere: 'É sua primeira vez?',
  createAccount: 'Criar uma conta',
  withPasskey: 'Entrar com uma chave de acesso',
  or: 'ou',
  passkeyFailed: 'A chave de acesso não foi usada. Tente novamente ou entre com sua senha.',
  refused: 'Esse e-mail ou nome de usuário não corresponde a essa senha. Confira os dois e tente novamente.',
  wrongAccount: 'O aplicativo pediu outra conta. Entre com ela.',
  tooMany: (inTime) => `Houve tentativas demais. Tente novamente ${inTime}.`,
  locked: (inTime) =>
    `Depois de muitas tentativas sem sucesso, a entrada está fechada por um tempo. Tente novamente ${inTime}.`,
  lockedWayOut:
    'Não quer esperar? Se houver uma conta, um e-mail com um link que a desbloqueia na hora está a caminho.',

  secondTitle: 'Confirme que é você',
  secondLede: 'Sua conta é protegida por uma segunda etapa.',
  code: 'Código do seu aplicativo autenticador',
  codeHint: 'Seis dígitos, que mudam a cada 30 segundos.',
  useRecoveryCode: 'Usar um código de recuperação',
  recoveryCode: 'Código de recuperação',
  recoveryHint: 'Um dos códigos que você guardou ao configurar a segunda etapa. Cada um funciona uma vez.',
  useApp: 'Usar o aplicativo autenticador',
  usePasskey: 'Usar uma chave de acesso',
  rememberDevice: 'Não pedir código neste dispositivo por 30 dias',
  confirm: 'Confirmar',
  codeRefused: 'Este código está errado ou já foi usado. Espere o próximo e tente novamente.',
  recoveryRefused: 'Este código de recuperação está errado ou já foi usado.',
  signedInAs: (email) => html`Você está entrando como ${email}`,
}
