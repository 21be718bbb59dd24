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
    account_disabled: {
      title: 'A conta está desativada',
      why: 'Um operador deste servidor a fechou.',
      cure: 'Fale com quem cuida deste servidor.',
    },
    busy: {
      title: 'O servidor está ocupado',
      why: 'Estão sendo conferidas mais senhas do que o servidor consegue conferir de uma vez.',
      cure: 'Tente novamente depois dos segundos que Retry-After informa.',
    },
    changed_meanwhile: {
      title: 'Alguém foi mais rápido',
      why: 'A mesma coisa foi alterada em outro lugar enquanto a solicitação estava a caminho.',
      cure: 'Veja como está agora e tente novamente, se ainda for preciso.',
    },
    invalid_code: {
      title: 'O código não é o que o aplicativo mostra',
      why: 'O código foi digitado errado, ou o relógio do celular está mais de meio minuto fora.',
      cure: 'Espere o próximo código e digite esse. Deixe o celular acertar o relógio sozinho.',
    },
    invalid_dpop_proof: {
      title: 'A prova de posse não foi aceita',
      why: 'O token está ligado a uma chave, e o cabeçalho DPoP falta, é de outra URL, método ou token, é antigo demais ou já foi usado.',
      cure: 'Crie uma nova prova para cada solicitação, com a URL chamada (RFC 9449).',
    },
    invalid_passkey: {
      title: 'A chave de acesso não foi aceita',
      why: 'O que o navegador enviou não é deste site ou não corresponde ao que foi pedido.',
      cure: 'Tente novamente no mesmo navegador e identifique-se com PIN, dedo ou rosto.',
    },
    link_expired: {
      title: 'O link ou token do e-mail não vale mais',
      why: 'Ele já foi usado, é antigo demais, ou um mais novo tomou seu lugar.',
      cure: 'Peça outro e-mail e use o link do mais recente.',
    },
    no_second_factor: {
      title: 'Não há segundo fator',
      why: 'Os códigos de recuperação substituem um aplicativo autenticador, e a conta não tem nenhum.',
      cure: 'Configure primeiro um aplicativo autenticador.',
    },
    no_such_passkey: {
      title: 'Essa chave de acesso não existe',
      why: 'A conta não tem chave de acesso com esse identificador; talvez tenha sido removida em outro lugar.',
      cure: 'Veja de novo a lista de chaves de acesso.',
    },
    no_such_user: {
      title: 'Essa conta não existe',
      why: 'Ninguém tem esse endereço de e-mail aqui.',
      cure: 'Confira a grafia ou crie uma conta.',
    },
    too_many_passkeys: {
      title: 'Há chaves de acesso demais',
      why: 'A conta tem tantas chaves de acesso quantas pode ter.',
      cure: 'Remova uma que não é mais usada.',
    },
    unauthorized: {
      title: 'Isto não foi permitido',
      why: 'O cliente ou a pessoa não provou quem é, o token de identidade não serve ou já foi usado, ou falta a participação ou o papel. Qual deles, não se diz.',
      cure: 'Confira o segredo e depois pergunte sobre a pessoa a quem opera o locatário.',
    },
    unsupported_token_type: {
      title: 'Este tipo de token não é tratado aqui',
      why: 'O endpoint não conhece este tipo de token.',
      cure: 'Envie um token de acesso ou de atualização emitido por este servidor.',
    },
    use_dpop_nonce: {
      title: 'A prova de posse precisa de um nonce',
      why: 'A prova é antiga demais ou foi feita sem o nonce que o servidor pede.',
      cure: 'Crie uma nova prova com o nonce do cabeçalho DPoP-Nonce e tente novamente.',
    },
    weak_password: {
      title: 'A senha não serve',
      why: 'Uma senha tem de 8 a 256 caracteres, não está entre as poucas milhares que se tentam primeiro e não é o nome com que se entra; se o operador manda verificar, também não apareceu em nenhum vazamento de dados. Nada mais é exigido.',
      cure: 'Escolha outra. Algumas palavras seguidas são fáceis de lembrar.',
    },
    wrong_password: {
      title: 'A senha atual está errada',
      why: 'Quem altera uma senha precisa conhecer a anterior.',
      cure: 'Confira a grafia ou redefina a senha por e-mail.',
    },
  },
}
