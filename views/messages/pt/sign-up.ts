import type { signUp as en } from '../en/sign-up.ts'

export const signUp: typeof en = {
  title: 'Criar uma conta',
  name: 'Seu nome',
  username: 'Nome de usuário',
  usernameHint: 'Letras, números, pontos, hifens e sublinhados. Você pode entrar com ele.',
  passwordHint: 'No mínimo 8 caracteres. Três ou quatro palavras são seguras e fáceis de lembrar.',
  strength: 'Força da senha',
  strengthLevels: ['muito fraca', 'fraca', 'razoável', 'forte', 'muito forte'],
  submit: 'Criar conta',
  haveAccount: 'Já tem uma conta?',
}
