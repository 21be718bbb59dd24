/** Every mail in every language, as somebody might get it. */
import { LINK_KINDS, type Message, type MessageKind, NOTICE_KINDS, type RenderedMessage } from '#domain/mail'
import { renderMail } from '../../views/mail/render.ts'
import { LANGUAGES, type Language } from '../../views/messages/languages.ts'

export interface MailSample {
  kind: MessageKind
  language: Language
  /** @param change of what the message tells */
  render(change?: Partial<Message>): RenderedMessage
}

const LINK = `https://id.example.org/verify-email?token=ott_${'k7Jd-2wQ_x9Zp'.repeat(5)}`
const NAMES: Record<Language, string> = {
  en: 'Ana O’Neill',
  de: 'Jürgen Groß',
  fr: 'Chloé d’Arc',
  es: 'Íñigo Núñez',
  pt: 'João Conceição',
  ja: '山田 花子',
  ar: 'ليلى حسن',
}

export function aMessage(kind: MessageKind, language: string, change: Partial<Message> = {}): Message {
  const isLink = LINK_KINDS.some((candidate) => candidate === kind)
  return {
    kind,
    languages: [language],
    service: 'Example',
    ...(kind === 'verify_email' || kind === 'confirm_new_email' ? {} : { name: NAMES[language as Language] }),
    account: 'ana@example.com',
    at: Date.UTC(2026, 10, 25, 13, 10),
    timeZone: 'Europe/Berlin',
    ip: '203.0.113.7',
    userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
    ...(isLink ? { link: LINK, linkSeconds: kind === 'reset_password' ? 1800 : 86_400 } : {}),
    ...(isLink || kind === 'account_deleted' || kind === 'email_changed'
      ? {}
      : { link: 'https://id.example.org/account' }),
    ...change,
  } as Message
}

export const mailSamples: MailSample[] = [...LINK_KINDS, ...NOTICE_KINDS].flatMap((kind) =>
  LANGUAGES.map((language) => ({
    kind,
    language,
    render: (change) => renderMail(aMessage(kind, language, change)),
  })),
)
