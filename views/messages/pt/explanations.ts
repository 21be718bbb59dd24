import type { explanations as en } from '../en/explanations.ts'

export const explanations: typeof en = {
  whyHeading: 'O que aconteceu e por quê',
  cureHeading: 'Como resolver',
  helpHeading: 'Se pedir ajuda',
  help: 'Informe o código e o identificador da solicitação que falhou: a resposta o traz no cabeçalho X-Request-Id.',
  ownRequest: 'A solicitação desta página',
  codes: {
    invalid_request: {
      title: 'A solicitação não está bem formada',
      why: 'Um parâmetro falta, está repetido, não é conhecido aqui ou tem um valor que não pode ter.',
      cure: 'Compare a solicitação com a descrição do endpoint; error_description informa o parâmetro.',
    },
    invalid_client: {
      title: 'O cliente não foi reconhecido',
      why: 'O cliente não existe, seu segredo ou sua asserção está errado ou é antigo demais, ou ele usa outro método que não o registrado.',
      cure: 'Confira o identificador, o segredo e o método; na dúvida, crie um novo segredo.',
    },
    invalid_grant: {
      title: 'A concessão não vale mais',
      why: 'O código ou o token de atualização expirou, foi usado ou revogado, é de outro cliente, ou sua sessão terminou.',
      cure: 'Comece uma nova autorização. Use cada código uma vez e guarde apenas o token de atualização mais novo.',
    },
    unauthorized_client: {
      title: 'O cliente não pode fazer isto',
      why: 'O cliente não está registrado para este tipo de concessão ou esta forma de resposta.',
      cure: 'Peça que o tipo seja acrescentado ao cliente, ou use um que ele tenha.',
    },
    unsupported_grant_type: {
      title: 'Este tipo de concessão não existe aqui',
      why: 'Este servidor não conhece o valor de grant_type.',
      cure: 'Use um dos que estão em grant_types_supported no documento de descoberta.',
    },
    invalid_scope: {
      title: 'Um escopo não pode ser concedido',
      why: 'Um escopo (scope) não é conhecido, está escrito errado ou não está entre os do cliente.',
      cure: 'Peça apenas escopos para os quais o cliente está registrado.',
    },
    invalid_target: {
      title: 'O recurso não é conhecido',
      why: 'O parâmetro resource não indica nenhum servidor de recursos registrado, ou indica um que o cliente não pode pedir.',
      cure: 'Registre o servidor de recursos e acrescente-o ao cliente.',
    },
    invalid_token: {
      title: 'O token não é válido',
      why: 'O token de acesso expirou ou foi revogado, sua sessão terminou, ou ele não é para este serviço.',
      cure: 'Obtenha um novo token de acesso, por atualização ou por nova autorização, e envie a solicitação de novo.',
    },
    insufficient_scope: {
      title: 'O token não chega tão longe',
      why: 'O token de acesso é válido, mas falta um escopo de que esta solicitação precisa.',
      cure: 'Peça um token com o escopo que WWW-Authenticate informa.',
    },
    access_denied: {
      title: 'A pessoa disse não',
      why: 'A pessoa cancelou a entrada ou não permitiu o que o aplicativo pediu.',
      cure: 'Deixe a pessoa tentar de novo quando quiser, e peça apenas o necessário.',
    },
    login_required: {
      title: 'A pessoa precisa entrar',
      why: 'O aplicativo queria uma resposta sem nenhuma página, mas ninguém entrou neste navegador.',
      cure: 'Envie a pessoa mais uma vez pela autorização, sem prompt=none.',
    },
    authorization_pending: {
      title: 'A pessoa ainda não respondeu',
      why: 'O código do dispositivo ainda não foi confirmado.',
      cure: 'Pergunte de novo depois do intervalo (interval) da primeira resposta.',
    },
    slow_down: {
      title: 'Perguntas frequentes demais',
      why: 'O dispositivo pede seu token com mais frequência do que lhe foi dito.',
      cure: 'De agora em diante, espere cinco segundos a mais entre as solicitações.',
    },
    expired_token: {
      title: 'O código do dispositivo é antigo demais',
      why: 'Ninguém confirmou o código a tempo.',
      cure: 'Comece de novo e mostre à pessoa o novo código.',
    },
    invalid_credentials: {
      title: 'O nome e a senha não correspondem',
      why: 'Não há conta com este nome e esta senha, ou o código de uso único está errado.',
      cure: 'Confira os dois e tente novamente, ou escolha uma nova senha.',
    },
    mfa_required: {
      title: 'É preciso um segundo fator',
      why: 'A senha está certa, mas a conta é protegida por uma segunda etapa.',
      cure: 'Envie mfa_token e o código ao endpoint do segundo fator, em até dez minutos.',
    },
    account_locked: {
      title: 'A conta está fechada por um tempo',
      why: 'Houve muitas tentativas de entrada sem sucesso.',
      cure: 'Espere o tempo que Retry-After informa, ou use o link do e-mail que foi enviado.',
    },
    user_exists: {
      title: 'Essa conta já existe',
      why: 'O e-mail ou o nome de usuário pertence a uma conta.',
      cure: 'Entre, ou escolha outro endereço ou nome.',
    },
    role_not_allowed: {
      title: 'Ninguém pode se cadastrar com este papel',
      why: 'O papel não está entre os que as pessoas podem escolher.',
      cure: 'Deixe o papel de fora, ou peça a um operador que o atribua.',
    },
    client_not_found: {
      title: 'Não existe esse cliente',
      why: 'O locatário, o projeto ou o cliente não existe, ou eles não pertencem um ao outro.',
      cure: 'Confira os três identificadores.',
    },
    not_found: {
      title: 'Não há nada neste endereço',
      why: 'O caminho está digitado errado, ou o que ele indicava não existe mais.',
      cure: 'Compare o caminho com a descrição da API.',
    },
    method_not_allowed: {
      title: 'Este método não é permitido aqui',
      why: 'O endereço existe, mas não para este método HTTP.',
      cure: 'Use um dos métodos do cabeçalho Allow.',
    },
    payload_too_large: {
      title: 'A solicitação é grande demais',
      why: 'O corpo passa de 64 KiB.',
      cure: 'Envie menos.',
    },
    unsupported_media_type: {
      title: 'Este tipo de conteúdo não é lido aqui',
      why: 'O cabeçalho Content-Type falta, ou indica um tipo que este endpoint não aceita.',
      cure: 'Envie application/json ou, onde assim estiver descrito, application/x-www-form-urlencoded.',
    },
    rate_limited: {
      title: 'Solicitações demais',
      why: 'Vieram deste endereço ou para esta conta mais solicitações do que se permite em um minuto.',
      cure: 'Espere o tempo que Retry-After informa, e envie menos.',
    },
    temporarily_unavailable: {
      title: 'Não é possível responder no momento',
      why: 'Uma parte do servidor está fora do ar ou muito ocupada. A solicitação em si pode estar correta.',
      cure: 'Envie a mesma solicitação de novo depois do tempo em Retry-After.',
    },
    server_error: {
      title: 'Algo deu errado do nosso lado',
      why: 'O servidor encontrou uma situação para a qual não estava preparado. Ela foi registrada.',
      cure: 'Tente novamente. Se continuar, informe ao operador o identificador em X-Request-Id.',
    },
  },
}
