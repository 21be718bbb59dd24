import { html } from '#lib/html'
import type { consent as enConsent, device as enDevice, signOut as enSignOut } from '../en/consent.ts'

export const consent: typeof enConsent = {
  title: 'Permitir acesso',
  heading: 'Permitir o acesso?',
  asks: (email) => html`pede para usar a conta em que você entrou, ${email}`,
  listHeading: 'Se você permitir, o aplicativo poderá',
  allow: 'Permitir',
  deny: 'Não permitir',
  goBackTo: (host) => html`Em qualquer caso, você volta para ${host}`,
  know: 'Saber que é você',
  knowDetail: 'Um identificador da sua conta',
  profile: 'Ver seu perfil',
  profileDetail: 'Seu nome e outros dados do perfil',
  profileDetailNamed: (name) => html`Seu nome, ${name}, e outros dados do perfil`,
  email: 'Ver seu e-mail',
  address: 'Ver seu endereço postal',
  phone: 'Ver seu número de telefone',
  claim: (claim) => html`Ver este dado do seu perfil: ${claim}`,
  offline: 'Manter este acesso na sua ausência',
  offlineDetail: 'Mesmo quando o aplicativo não estiver aberto, até que o acesso seja retirado.',
  nothing: 'Saber que você tem uma conta aqui',
  nothingDetail: 'Ele não fica sabendo mais nada sobre você.',
  service: 'Usar este serviço em seu nome',
}

export const signOut: typeof enSignOut = {
  title: 'Sair',
  heading: 'Quer sair?',
  signedInAs: (email) => html`Você entrou como ${email}`,
  asks: 'pede que você saia',
  asksFor: (email) => html`pede que você saia da conta ${email}`,
  advice: 'Será preciso entrar novamente antes de continuar para um aplicativo a partir deste navegador.',
  submit: 'Sair',
  stay: 'Continuar conectado',
  doneTitle: 'Você saiu',
  doneHeading: 'Você saiu da sua conta',
  cameFrom: 'Você veio de',
  doneAdvice:
    'Você já pode fechar esta janela. Outros aplicativos abertos podem manter você conectado até que saia deles também.',
}

export const device: typeof enDevice = {
  title: 'Conectar um dispositivo',
  lede: 'Digite o código que o dispositivo mostra.',
  code: 'Código',
  next: 'Continuar',
  unknown: 'Este código não é conhecido ou é antigo demais. Olhe de novo o dispositivo e tente mais uma vez.',
  confirmTitle: 'Este dispositivo é seu?',
  confirmLede: 'pede para entrar com sua conta em outro dispositivo',
  sameCode: 'O dispositivo mostra este código?',
  warning:
    'Continue apenas se o dispositivo estiver na sua frente. Se alguém lhe enviou o código, pare por aqui.',
  connect: 'Conectar o dispositivo',
  doneTitle: 'O dispositivo está conectado',
  doneText: 'Continue por lá. Você pode fechar esta página.',
  deniedTitle: 'O dispositivo não foi conectado',
  deniedText: 'Nada foi compartilhado. Você pode fechar esta página.',
}
