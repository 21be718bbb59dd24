import type { MailTexts } from './catalogue.ts'

const NOT_YOU = 'Se não foi você, altere sua senha imediatamente e verifique sua conta.'
const NOT_YOU_AND_GONE = 'Se não foi você, entre em contato imediatamente com os responsáveis por {service}.'

export const pt: MailTexts = {
  greeting: 'Olá!',
  greetingByName: 'Olá, {name}!',
  linkLife: 'O link funciona uma única vez, durante {duration}.',
  linkWrittenOut: 'Se o botão não funcionar, abra este endereço no navegador:',
  toAccount: 'Ir para sua conta',
  when: 'Data e hora',
  device: 'Dispositivo',
  networkAddress: 'Endereço IP',
  account: 'Conta',
  browserOnSystem: '{browser} no {system}',
  unknownDevice: 'Dispositivo desconhecido',
  line: '{label}: {value}',
  footer: 'Mensagem enviada automaticamente por {service}. Nunca pedimos sua senha por e-mail.',
  messages: {
    verify_email: {
      subject: 'Confirme seu e-mail',
      what: 'Boas-vindas a {service}. Confirme que este endereço de e-mail é seu.',
      button: 'Confirmar endereço',
      advice: 'Se você não se cadastrou, pode ignorar esta mensagem.',
    },
    confirm_new_email: {
      subject: 'Confirme seu novo e-mail',
      what: 'Este endereço passará a ser o da sua conta {service}. Confirme que ele é seu; até lá, nada muda.',
      button: 'Confirmar novo endereço',
      advice: 'Se você não pediu isso, pode ignorar esta mensagem.',
    },
    reset_password: {
      subject: 'Escolha uma nova senha',
      what: 'Foi solicitada uma nova senha para sua conta {service}. Você pode escolhê-la agora.',
      button: 'Escolher nova senha',
      advice: 'Se você não pediu isso, pode ignorar esta mensagem: sua senha continua a mesma.',
    },
    account_locked: {
      subject: 'Sua conta está bloqueada temporariamente',
      what: 'Houve tentativas demais de entrar na sua conta {service} sem sucesso, por isso nós a bloqueamos por algum tempo. Você pode aguardar ou desbloqueá-la agora.',
      button: 'Desbloquear conta',
      advice:
        'Se as tentativas não foram suas, alguém pode estar tentando adivinhar sua senha. Uma senha longa, que você não usa em nenhum outro lugar, protege você.',
    },
    email_change_requested: {
      subject: 'Seu e-mail está para mudar',
      what: 'Foi informado um novo endereço de e-mail para sua conta {service}. Ele substituirá este assim que for confirmado.',
      advice: NOT_YOU,
    },
    email_changed: {
      subject: 'Seu e-mail foi alterado',
      what: 'Sua conta {service} tem um novo endereço de e-mail. A partir de agora, escreveremos para ele.',
      advice: NOT_YOU_AND_GONE,
    },
    password_changed: {
      subject: 'Sua senha foi alterada',
      what: 'Sua conta {service} tem uma nova senha.',
      advice:
        'Se não foi você, escolha imediatamente “{forgot}” na página de entrada para recuperar sua conta.',
    },
    new_device: {
      subject: 'Acesso em um novo dispositivo',
      what: 'Alguém entrou na sua conta {service} em um dispositivo que ainda não tinha sido usado.',
      advice:
        'Se foi você, não é preciso fazer nada. Se não foi, altere sua senha imediatamente e encerre a sessão em todos os outros dispositivos.',
    },
    two_step_on: {
      subject: 'A verificação em duas etapas foi ativada',
      what: 'Para entrar na sua conta {service}, agora também é preciso um código de um aplicativo autenticador.',
      advice: NOT_YOU,
    },
    two_step_off: {
      subject: 'A verificação em duas etapas foi desativada',
      what: 'Para entrar na sua conta {service}, não é mais preciso um código de um aplicativo autenticador.',
      advice: NOT_YOU,
    },
    recovery_codes_created: {
      subject: 'Novos códigos de recuperação foram criados',
      what: 'Sua conta {service} tem novos códigos de recuperação. Os anteriores não funcionam mais.',
      advice: NOT_YOU,
    },
    recovery_code_used: {
      subject: 'Um código de recuperação foi usado',
      what: 'Alguém entrou na sua conta {service} com um código de recuperação. Cada código funciona uma única vez; crie novos antes que eles acabem.',
      advice: NOT_YOU,
    },
    passkey_added: {
      subject: 'Uma chave de acesso foi adicionada',
      what: 'Agora é possível entrar na sua conta {service} com uma nova chave de acesso.',
      advice: NOT_YOU,
    },
    passkey_removed: {
      subject: 'Uma chave de acesso foi removida',
      what: 'Uma das chaves de acesso da sua conta {service} foi removida. Ela não serve mais para entrar.',
      advice: NOT_YOU,
    },
    account_deleted: {
      subject: 'Sua conta foi excluída',
      what: 'Sua conta {service} foi excluída, com tudo o que havia nela. Esta é a última mensagem sobre ela.',
      advice: NOT_YOU_AND_GONE,
    },
  },
}
