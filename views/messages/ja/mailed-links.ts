import { html } from '#lib/html'
import type { mailedLinks as en } from '../en/mailed-links.ts'

export const mailedLinks: typeof en = {
  checkTitle: 'メールをご確認ください',
  checkVerify: (email) =>
    html`${email} にリンクをお送りしました。リンクを開いて、アドレスを確認してください。`,
  checkReset: (email) =>
    html`${email} のアカウントがある場合は、新しいパスワードを設定するためのリンクをお送りしています。`,
  checkAgain: (email) => html`${email} にお送りするリンクがある場合は、ただいまお送りしています。`,
  checkAdvice: '届くまで数分かかることがあります。迷惑メールのフォルダーもご確認ください。',
  sendAgain: 'もう一度送る',
  sentAgain: 'リンクをもう一度お送りしました。',
  backToSignIn: 'ログインに戻る',

  verifyTitle: 'メールアドレスの確認',
  verifyLede: (email) =>
    html`${email} はご自分のアドレスですか？よろしければ、ボタンを押して確認してください。`,
  verifyLedeUnnamed: 'このアドレスがご自分のものであることを、ボタンを押して確認してください。',
  verifySubmit: 'アドレスを確認する',
  verifyIgnore: 'お心当たりがない場合は、このページを閉じてください。何も変わりません。',
  verifiedTitle: 'アドレスを確認しました',
  verifiedText: 'ありがとうございます。この端末でも別の端末でも、元の画面から続けられます。',

  forgotTitle: '新しいパスワードの設定',
  forgotLede: 'ログインに使うものを入力してください。リンクをお送りします。',
  forgotSubmit: 'リンクを送る',

  resetTitle: '新しいパスワードの設定',
  resetLede: (email) => html`対象のアカウント：${email}`,
  newPassword: '新しいパスワード',
  resetAdvice: '設定すると、ほかの人がアカウントに残らないよう、すべての端末からログアウトされます。',
  resetSubmit: '新しいパスワードを保存',
  resetDoneTitle: 'パスワードを変更しました',
  resetDoneText: 'すべての端末からログアウトしました。新しいパスワードでログインしてください。',

  unlockTitle: 'アカウントのロック解除',
  unlockLede: 'ログインの失敗が続いたため、アカウントを一時的に停止しています。',
  unlockAdvice: 'お心当たりがない場合は、解除したあとに新しいパスワードを設定してください。',
  unlockSubmit: 'ロックを解除する',
  unlockedTitle: 'ロックを解除しました',
  unlockedText: 'すぐにログインできます。',

  changeTitle: '新しいアドレスの確認',
  changeLede: (email) => html`今後は ${email} でログインします。`,
  changeSubmit: 'このアドレスを使う',
  changedTitle: '新しいアドレスに変更しました',
  changedText: '以前のアドレスにもお知らせしました。',

  expiredTitle: 'このリンクは無効です',
  expiredText: 'すでに使われたか、期限が切れたか、新しいリンクが送られています。',
  expiredAdvice: '新しいリンクを請求し、最新のメールを開いてください。',
  goOn: '続ける',
}
