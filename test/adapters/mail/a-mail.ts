/** A mail as the product hands it to a mailer. */
import type { Mail } from '../../../src/domain/mail/mailer.ts'

export const FROM = { name: 'Example, Inc. ✓', address: 'no-reply@example.org' }

export function aMail(change: Partial<Mail> = {}): Mail {
  return {
    to: 'ana@example.com',
    subject: 'Bestätigen Sie Ihre Adresse · アドレスの確認 · تأكيد عنوانك',
    text: 'Grüße: こんにちは\n\nhttps://id.example.org/verify-email?token=t\n.\n',
    html: '<p lang="ar" dir="rtl">مرحباً</p>',
    language: 'de',
    messageId: '0b9f.verify_email@example.org',
    ...change,
  }
}
