import { html } from '#lib/html'
import type { frame as en } from '../en/frame.ts'

export const frame: typeof en = {
  promise: 'Gatehouse はご本人であることを確認します。アプリにパスワードが渡ることはありません。',
  skip: '本文へ移動',
  errorTitle: (title) => `エラー：${title}`,
  optional: '（任意）',
  cancel: 'キャンセル',
  cancelBackTo: (app) => html`キャンセルして ${app} に戻る`,
  continueTo: '続行先のアプリ',
  email: 'メールアドレス',
  password: 'パスワード',
  copy: 'コピー',
  copied: 'コピーしました',
  print: '印刷',
  save: '保存',
  remove: '削除',
  never: 'なし',
  deviceOn: (browser, system) => `${system} の ${browser}`,
  unknownDevice: '不明な端末',
}
