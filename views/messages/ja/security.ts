import { html } from '#lib/html'
import type { security as en } from '../en/security.ts'

export const security: typeof en = {
  title: 'セキュリティ',
  lede: 'ご本人であることを示す方法です。',

  password: 'パスワード',
  passwordChanged: '最終変更日',
  passwordNone: 'パスワードはまだ設定されていません。',
  changePassword: 'パスワードを変更',
  currentPassword: '現在のパスワード',
  newPassword: '新しいパスワード',
  endsOthers: '変更すると、ほかのすべての端末からログアウトされます。',
  passwordSaved: 'パスワードを変更しました。',

  twoStep: '2 段階認証',
  twoStepText: 'スマートフォンのアプリのコードも求めることで、パスワードだけでは開けないようにします。',
  on: 'オン',
  off: 'オフ',
  since: '開始日',
  setUp: '設定する',
  turnOff: 'オフにする',
  turnedOff: '2 段階認証をオフにしました。',

  setUpTitle: '2 段階認証の設定',
  setUpScan: 'スマートフォンで認証アプリを開き、この画像を読み取ってください。',
  setUpNoApp: 'ワンタイムコードのアプリなら何でも使えます。多くのパスワードマネージャーも対応しています。',
  qrLabel: 'キーを含む QR コード',
  setUpByHand: '読み取れない場合は、このキーをアプリに入力してください。',
  setUpCode: '続いて、アプリに表示されたコードを入力してください',
  setUpSubmit: 'オンにする',

  recovery: 'リカバリーコード',
  recoveryText: 'スマートフォンが手元にないときのためのものです。それぞれ 1 回だけ使えます。',
  codesLeft: (count) => `残り ${count} 個`,
  newCodes: '新しいコードを作成',
  newCodesWarning: '以前のコードは使えなくなります。',
  codesTitle: 'リカバリーコード',
  codesLede:
    '紙やパスワードマネージャーなど、ご自分だけがわかる場所に保管してください。表示されるのは今だけです。',
  codesFor: (email) => html`${email} の Gatehouse リカバリーコード`,
  codesDone: '保管しました',

  passkeys: 'パスキー',
  passkeysText: '指紋、顔、端末のコードを使い、パスワードなしでログインできます。',
  noPasskeys: 'パスキーはまだありません。',
  passkeyDefaultName: 'パスキー',
  passkeyName: 'パスキーの名前',
  passkeyNameHint: '「仕事用スマートフォン」など、あとで見分けられる名前です。',
  addPasskey: 'パスキーを追加',
  passkeyNeedsScript: 'パスキーの追加には JavaScript が必要ですが、このブラウザーでは無効になっています。',
  passkeyFailed: 'パスキーは追加されませんでした。準備ができたら、もう一度お試しください。',
  passkeyAdded: 'パスキーを追加しました。',
  passkeyRemoved: 'パスキーを削除しました。',
  rename: '名前を変更',
  added: '追加日',
  lastUsed: '最終利用',

  devices: 'コードを求めない端末',
  devicesText: 'そのように選んだ端末では、30 日間コードを求めません。',
  forget: 'すべての端末で再びコードを求める',
  forgotten: 'すべての端末で再びコードを求めます。',
}
