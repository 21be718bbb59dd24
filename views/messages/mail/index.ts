/** Mails in seven languages, and which of them a person reads. */
import { ar } from './ar.ts'
import type { MailTexts } from './catalogue.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { ja } from './ja.ts'
import { pt } from './pt.ts'

export type { LinkTexts, MailTexts, NoticeTexts } from './catalogue.ts'

export const MAIL_TEXTS = { en, de, fr, es, pt, ja, ar } satisfies Record<string, MailTexts>

export type MailLanguage = keyof typeof MAIL_TEXTS

/** The first of these language tags that there are texts for, whatever its region; English otherwise. */
export function mailLanguage(tags: readonly string[]): MailLanguage {
  for (const tag of tags) {
    const primary = tag.split(/[-_]/, 1)[0]?.toLowerCase() ?? ''
    if (Object.hasOwn(MAIL_TEXTS, primary)) return primary as MailLanguage
  }
  return 'en'
}
