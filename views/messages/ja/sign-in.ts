import { html } from '#lib/html'
import type { signIn as en } from '../en/sign-in.ts'

export const signIn: typeof en = {
  title: 'ログイン',
  titleAgain: 'もう一度ログイン',
  againToContinueTo: 'ご本人であることを確認してから進むアプリ',
  identifier: 'メールアドレスまたはユーザー名',
  remember: 'この端末でログインしたままにする',
  submit: 'ログイン',
  forgot: 'パスワードをお忘れですか？',
  newHere: 'はじめての方は',
  createAccount: 'アカウントを作成',
  withPasskey: 'パスキーでログイン',
  or: 'または',
  passkeyFailed: 'パスキーは使われませんでした。もう一度お試しいただくか、パスワードでログインしてください。',
  refused:
    'メールアドレスまたはユーザー名とパスワードの組み合わせが正しくありません。両方をご確認のうえ、もう一度お試しください。',
  wrongAccount: 'アプリは別のアカウントを求めています。そのアカウントでログインしてください。',
  tooMany: (inTime) => `試行回数が多すぎます。${inTime}にもう一度お試しください。`,
  locked: (inTime) =>
    `失敗が続いたため、ログインを一時的に停止しています。${inTime}にもう一度お試しください。`,
  lockedWayOut:
    'お待ちいただかなくても、アカウントがあれば、すぐに解除できるリンクをメールでお送りしています。',

  secondTitle: 'ご本人の確認',
  secondLede: 'このアカウントは 2 段階認証で保護されています。',
  code: '認証アプリのコード',
  codeHint: '30 秒ごとに変わる 6 桁の数字です。',
  useRecoveryCode: 'リカバリーコードを使う',
  recoveryCode: 'リカバリーコード',
  recoveryHint: '2 段階認証の設定時に保管したコードのひとつです。それぞれ 1 回だけ使えます。',
  useApp: '認証アプリを使う',
  usePasskey: 'パスキーを使う',
  rememberDevice: 'この端末では 30 日間コードを求めない',
  confirm: '確認する',
  codeRefused: 'コードが正しくないか、すでに使われています。次のコードを待って、もう一度お試しください。',
  recoveryRefused: 'リカバリーコードが正しくないか、すでに使われています。',
  signedInAs: (email) => html`${email} としてログインしています`,
}
