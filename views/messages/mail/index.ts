/** Mails, in every language of the pages. */
import type { Language } from '../languages.ts'
import { ar } from './ar.ts'
import type { MailTexts } from './catalogue.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { ja } from './ja.ts'
import { pt } from './pt.ts'

export type { LinkTexts, MailTexts, NoticeTexts } from './catalogue.ts'

export const MAIL_TEXTS: Record<Language, MailTexts> = { en, de, fr, es, pt, ja, ar }
