import { html } from '#lib/html'
import type { mailedLinks as en } from '../en/mailed-links.ts'

export const mailedLinks: typeof en = {
  checkTitle: 'Veja seu e-mail',
  checkVerify: (email) => html`Enviamos um link para ${email}. Abra-o para confirmar seu endereço.`,
  checkReset: (email) =>
    html`Se houver uma conta para ${email}, um link para escolher uma nova senha está a caminho.`,
  checkAgain: (email) => html`Se houver um link para enviar a ${email}, ele está a caminho.`,
  checkAdvice: 'Pode levar alguns minutos. Veja também a pasta de spam.',
  sendAgain: 'Enviar de novo',
  sentAgain: 'O link está a caminho mais uma vez.',
  backToSignIn: 'Voltar para a entrada',

  verifyTitle: 'Confirme seu endereço',
  verifyLede: (email) => html`${email} é o seu endereço? Então confirme com o botão.`,
  verifyLedeUnnamed: 'Confirme com o botão que este endereço é seu.',
  verifySubmit: 'Confirmar endereço',
  verifyIgnore: 'Se você não pediu isso, feche esta página. Nada vai mudar.',
  verifiedTitle: 'Seu endereço está confirmado',
  verifiedText: 'Obrigado. Você pode continuar de onde estava, neste dispositivo ou em outro.',

  forgotTitle: 'Escolher uma nova senha',
  forgotLede: 'Diga com o que você entra, e enviaremos um link.',
  forgotSubmit: 'Enviar o link',

  resetTitle: 'Escolher uma nova senha',
  resetLede: (email) => html`para a conta ${email}`,
  newPassword: 'Nova senha',
  resetAdvice: 'Depois disso, você sairá de todos os lugares, para que ninguém mais fique na sua conta.',
  resetSubmit: 'Salvar a nova senha',
  resetDoneTitle: 'Sua senha foi alterada',
  resetDoneText: 'Você saiu de todos os lugares. Entre com a nova senha.',

  unlockTitle: 'Desbloquear sua conta',
  unlockLede: 'Depois de muitas tentativas de entrada sem sucesso, sua conta foi fechada por um tempo.',
  unlockAdvice: 'Se as tentativas não foram suas, escolha depois uma nova senha.',
  unlockSubmit: 'Desbloquear a conta',
  unlockedTitle: 'Sua conta está desbloqueada',
  unlockedText: 'Você já pode entrar.',

  changeTitle: 'Confirme seu novo endereço',
  changeLede: (email) => html`A partir de agora, você entra com ${email}.`,
  changeSubmit: 'Usar este endereço',
  changedTitle: 'Seu novo endereço está em uso',
  changedText: 'Também avisamos o endereço antigo.',

  expiredTitle: 'Este link não vale mais',
  expiredText: 'Ele já foi usado, é antigo demais, ou um mais novo foi enviado.',
  expiredAdvice: 'Peça um novo link e abra o e-mail mais recente.',
  goOn: 'Continuar',
}
