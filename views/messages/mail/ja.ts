import type { MailTexts } from './catalogue.ts'

const NOT_YOU = 'お心当たりがない場合は、すぐにパスワードを変更し、アカウントの内容をご確認ください。'
const NOT_YOU_AND_GONE = 'お心当たりがない場合は、すぐに {service} の運営者にご連絡ください。'

export const ja: MailTexts = {
  greeting: 'こんにちは。',
  greetingByName: '{name} 様',
  linkLife: 'このリンクは {duration}以内に 1 回だけご利用いただけます。',
  linkWrittenOut: 'ボタンを押しても進まない場合は、次のアドレスをブラウザーで開いてください。',
  toAccount: 'アカウントを開く',
  when: '日時',
  device: '端末',
  networkAddress: 'IP アドレス',
  account: 'アカウント',
  browserOnSystem: '{system} の {browser}',
  unknownDevice: '不明な端末',
  line: '{label}：{value}',
  footer:
    'このメールは {service} から自動で送信されています。メールでパスワードをお尋ねすることはありません。',
  messages: {
    verify_email: {
      subject: 'メールアドレスの確認をお願いします',
      what: '{service} へようこそ。このメールアドレスがご本人のものであることをご確認ください。',
      button: 'メールアドレスを確認する',
      advice: '登録した覚えがない場合は、このメールを無視してください。',
    },
    confirm_new_email: {
      subject: '新しいメールアドレスの確認をお願いします',
      what: 'このアドレスが {service} のアカウントの新しいメールアドレスとして指定されました。ご本人のものであることをご確認ください。確認が済むまで、変更は行われません。',
      button: '新しいアドレスを確認する',
      advice: 'お心当たりがない場合は、このメールを無視してください。',
    },
    reset_password: {
      subject: '新しいパスワードの設定',
      what: '{service} のアカウントについて、パスワードの再設定の申し込みがありました。今すぐ新しいパスワードを設定できます。',
      button: '新しいパスワードを設定する',
      advice: 'お心当たりがない場合は、このメールを無視してください。パスワードは変わりません。',
    },
    account_locked: {
      subject: 'アカウントを一時的にロックしました',
      what: '{service} のアカウントへのログインに何度も失敗があったため、しばらくの間アカウントをロックしました。しばらくお待ちいただくか、今すぐロックを解除してください。',
      button: 'ロックを解除する',
      advice:
        'お心当たりがない場合は、誰かがパスワードを推測しようとしている可能性があります。ほかで使っていない長いパスワードであれば安心です。',
    },
    email_change_requested: {
      subject: 'メールアドレスの変更手続きが始まりました',
      what: '{service} のアカウントに新しいメールアドレスが指定されました。新しいアドレスの確認が済むと、このアドレスと置き換わります。',
      advice: NOT_YOU,
    },
    email_changed: {
      subject: 'メールアドレスが変更されました',
      what: '{service} のアカウントのメールアドレスが変更されました。今後のご連絡は新しいアドレスにお送りします。',
      advice: NOT_YOU_AND_GONE,
    },
    password_changed: {
      subject: 'パスワードが変更されました',
      what: '{service} のアカウントのパスワードが変更されました。',
      advice: 'お心当たりがない場合は、すぐにログイン画面の「{forgot}」からアカウントを取り戻してください。',
    },
    new_device: {
      subject: '新しい端末からのログイン',
      what: 'これまで使われたことのない端末から、{service} のアカウントへのログインがありました。',
      advice:
        'ご本人によるログインであれば、何もする必要はありません。そうでない場合は、すぐにパスワードを変更し、ほかのすべての端末からログアウトしてください。',
    },
    two_step_on: {
      subject: '2 段階認証が有効になりました',
      what: '{service} のアカウントへのログインには、認証アプリのコードも必要になりました。',
      advice: NOT_YOU,
    },
    two_step_off: {
      subject: '2 段階認証が無効になりました',
      what: '{service} のアカウントへのログインに、認証アプリのコードは不要になりました。',
      advice: NOT_YOU,
    },
    recovery_codes_created: {
      subject: '新しいリカバリーコードが作成されました',
      what: '{service} のアカウントに新しいリカバリーコードが作成されました。以前のコードは使えなくなりました。',
      advice: NOT_YOU,
    },
    recovery_code_used: {
      subject: 'リカバリーコードが使用されました',
      what: 'リカバリーコードを使って、{service} のアカウントへのログインがありました。コードは 1 回ずつしか使えません。なくなる前に新しく作成してください。',
      advice: NOT_YOU,
    },
    passkey_added: {
      subject: 'パスキーが追加されました',
      what: '新しいパスキーで {service} のアカウントにログインできるようになりました。',
      advice: NOT_YOU,
    },
    passkey_removed: {
      subject: 'パスキーが削除されました',
      what: '{service} のアカウントからパスキーが 1 つ削除されました。そのパスキーではログインできなくなりました。',
      advice: NOT_YOU,
    },
    account_deleted: {
      subject: 'アカウントが削除されました',
      what: '{service} のアカウントと、そこに保存されていたすべての情報が削除されました。このアカウントについてのご連絡はこれが最後です。',
      advice: NOT_YOU_AND_GONE,
    },
  },
}
