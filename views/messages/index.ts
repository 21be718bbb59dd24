/**
 * What the pages say, in every language. English is the source: a catalogue that lacks a key, or has one more, fails the
 * type check. Texts with something in them are functions; what comes from outside goes in as `<bdi>`.
 */
import { ar } from './ar/index.ts'
import { de } from './de/index.ts'
import { en } from './en/index.ts'
import { es } from './es/index.ts'
import { fr } from './fr/index.ts'
import { ja } from './ja/index.ts'
import type { Language } from './languages.ts'
import { pt } from './pt/index.ts'

export type Messages = typeof en

export const catalogues: Record<Language, Messages> = { en, de, fr, es, pt, ja, ar }
