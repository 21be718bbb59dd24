import { html } from '#lib/html'
import type { security as en } from '../en/security.ts'

export const security: typeof en = {
  title: 'Segurança',
  lede: 'Como você mostra que é você.',

  password: 'Senha',
  passwordChanged: 'Última alteração',
  passwordNone: 'Você ainda não tem senha.',
  changePassword: 'Alterar senha',
  currentPassword: 'Senha atual',
  newPassword: 'Nova senha',
  endsOthers: 'Depois disso, você sai de todos os outros lugares.',
  passwordSaved: 'Sua senha foi alterada.',

  twoStep: 'Verificação em duas etapas',
  twoStepText: 'Um código de um aplicativo no seu celular, para que só a senha não abra nada.',
  on: 'Ativada',
  off: 'Desativada',
  since: 'Desde',
  setUp: 'Configurar',
  turnOff: 'Desativar',
  turnedOff: 'A verificação em duas etapas está desativada.',

  setUpTitle: 'Configurar a verificação em duas etapas',
  setUpScan: 'Abra um aplicativo autenticador no seu celular e escaneie esta imagem.',
  setUpNoApp: 'Serve qualquer aplicativo de códigos de uso único, e também muitos gerenciadores de senhas.',
  qrLabel: 'Código QR que contém a chave',
  setUpHere: 'O aplicativo está neste dispositivo? Abra-o daqui',
  setUpByHand: 'Não consegue escanear? Digite esta chave no aplicativo:',
  setUpCode: 'Depois, digite o código que o aplicativo mostra',
  setUpSubmit: 'Ativar',

  recovery: 'Códigos de recuperação',
  recoveryText: 'Para quando você estiver sem o celular. Cada um funciona uma vez.',
  codesLeft: (count) => (count === 1 ? 'Resta 1 código' : `Restam ${count} códigos`),
  newCodes: 'Criar novos códigos',
  newCodesWarning: 'Os antigos deixam de funcionar.',
  codesTitle: 'Seus códigos de recuperação',
  codesLede:
    'Guarde-os onde só você possa encontrá-los: em papel ou em um gerenciador de senhas. Eles só são mostrados agora.',
  codesFor: (email) => html`Códigos de recuperação do Gatehouse para ${email}`,
  codesDone: 'Já guardei',

  passkeys: 'Chaves de acesso',
  passkeysText: 'Entre sem senha, com sua digital, seu rosto ou o código do seu dispositivo.',
  noPasskeys: 'Você ainda não tem nenhuma chave de acesso.',
  passkeyDefaultName: 'Chave de acesso',
  passkeyName: 'Nome da chave de acesso',
  passkeyNameHint: 'Para reconhecê-la depois, como “Celular do trabalho”.',
  addPasskey: 'Adicionar uma chave de acesso',
  passkeyNeedsScript:
    'Para adicionar uma chave de acesso é preciso JavaScript, que está desativado neste navegador.',
  passkeyFailed: 'A chave de acesso não foi adicionada. Tente novamente quando quiser.',
  passkeyAdded: 'A chave de acesso foi adicionada.',
  passkeyRemoved: 'A chave de acesso foi removida.',
  rename: 'Renomear',
  added: 'Adicionada em',
  lastUsed: 'Último uso',

  devices: 'Dispositivos sem código',
  devicesText: 'Nos dispositivos em que você escolheu isso, nenhum código é pedido por 30 dias.',
  noDevices: 'Não há dispositivos assim.',
  forgetOne: 'Voltar a pedir neste',
  forgottenOne: 'O código volta a ser pedido nesse dispositivo.',
  forget: 'Voltar a pedir código em todos',
  forgotten: 'Um código voltou a ser pedido em todos os dispositivos.',
}
