/** A message as it is read: subject, plain text and HTML, in the reader's language. */
import type { RenderMessage } from '#domain/mail'
import { findLanguage } from '../messages/languages.ts'
import { contentOf } from './content.ts'
import { htmlMail } from './html-mail.ts'
import { plainText } from './plain-text.ts'

export const renderMail: RenderMessage = (message) => {
  const language = findLanguage(message.languages) ?? 'en'
  const content = contentOf(message, language)
  return {
    language,
    subject: content.subject,
    text: plainText(content),
    html: htmlMail(content).text,
  }
}
