import { html } from '#lib/html'
import type { frame as en } from '../en/frame.ts'

export const frame: typeof en = {
  promise: 'O Gatehouse confere quem você é. Os aplicativos nunca veem sua senha.',
  skip: 'Ir para o conteúdo',
  errorTitle: (title) => `Erro: ${title}`,
  optional: '(opcional)',
  cancel: 'Cancelar',
  cancelBackTo: (app) => html`Cancelar e voltar para ${app}`,
  continueTo: 'para continuar em',
  email: 'E-mail',
  password: 'Senha',
  copy: 'Copiar',
  copied: 'Copiado',
  print: 'Imprimir',
  save: 'Salvar',
  remove: 'Remover',
  never: 'nunca',
  deviceOn: (browser, system) => `${browser} no ${system}`,
  unknownDevice: 'Dispositivo desconhecido',
}
