import { html } from '#lib/html'
import type { consent as enConsent, device as enDevice, signOut as enSignOut } from '../en/consent.ts'

export const consent: typeof enConsent = {
  title: 'アクセスの許可',
  heading: 'アクセスを許可しますか？',
  asks: (email) => html`ログイン中のアカウント ${email} の利用を求めています`,
  listHeading: '許可すると、このアプリは次のことができます',
  allow: '許可する',
  deny: '許可しない',
  goBackTo: (host) => html`どちらの場合も ${host} に戻ります`,
  know: 'ご本人であることを知る',
  knowDetail: 'アカウントの識別子',
  profile: 'プロフィールを見る',
  profileDetail: 'お名前などのプロフィール情報',
  profileDetailNamed: (name) => html`お名前（${name}）などのプロフィール情報`,
  email: 'メールアドレスを見る',
  address: '住所を見る',
  phone: '電話番号を見る',
  claim: (claim) => html`プロフィールのこの項目を見る：${claim}`,
  offline: 'ご不在のあいだもアクセスを続ける',
  offlineDetail: '取り消されるまで、アプリを開いていないときも続きます。',
  nothing: 'ここにアカウントがあることを知る',
  nothingDetail: 'それ以外のことは伝わりません。',
  service: 'このサービスを代わりに利用する',
}

export const signOut: typeof enSignOut = {
  title: 'ログアウト',
  heading: 'ログアウトしますか？',
  signedInAs: (email) => html`${email} としてログインしています`,
  asks: 'ログアウトを求めています',
  asksFor: (email) => html`アカウント ${email} からのログアウトを求めています`,
  advice: 'このブラウザーからアプリに進むには、もう一度ログインが必要になります。',
  submit: 'ログアウト',
  stay: 'ログインしたままにする',
  doneTitle: 'ログアウト完了',
  doneHeading: 'ログアウトしました',
  cameFrom: '元のアプリ',
  doneAdvice:
    'このウィンドウは閉じてかまいません。ほかに開いたアプリでは、そこでもログアウトするまでログインしたままのことがあります。',
}

export const device: typeof enDevice = {
  title: '端末の接続',
  lede: '端末に表示されているコードを入力してください。',
  code: 'コード',
  next: '続ける',
  unknown: 'このコードは見つからないか、期限が切れています。端末をもう一度確かめて、お試しください。',
  confirmTitle: 'ご自分の端末ですか？',
  confirmLede: '別の端末で、あなたのアカウントへのログインを求めています',
  sameCode: '端末に同じコードが表示されていますか？',
  warning:
    '端末が目の前にある場合だけ進んでください。誰かからコードが送られてきた場合は、ここで中止してください。',
  connect: '端末を接続する',
  doneTitle: '端末を接続しました',
  doneText: '端末で続けてください。このページは閉じてかまいません。',
  deniedTitle: '端末は接続されませんでした',
  deniedText: '何も共有されていません。このページは閉じてかまいません。',
}
