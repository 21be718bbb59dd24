import type { signUp as en } from '../en/sign-up.ts'

export const signUp: typeof en = {
  title: 'アカウントを作成',
  name: 'お名前',
  username: 'ユーザー名',
  usernameHint: '文字、数字、ドット、ハイフン、アンダースコアが使えます。ログインにも使えます。',
  passwordHint: '8 文字以上。3～4 個の単語を並べると、覚えやすく安全です。',
  strength: 'パスワードの強さ',
  strengthLevels: ['とても弱い', '弱い', 'ふつう', '強い', 'とても強い'],
  submit: 'アカウントを作成',
  haveAccount: 'アカウントをお持ちの方は',
}
