/** The languages that the pages speak, and how one is found for a reader. */

export const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'ja', 'ar'] as const
export type Language = (typeof LANGUAGES)[number]

/** Each by the name that its speakers give it. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  pt: 'Português',
  ja: '日本語',
  ar: 'العربية',
}

export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr'
}

/**
 * The first of these language tags that is spoken here, by its language alone (RFC 4647 §3.4): `de-AT` is German.
 * @param tags in the order of preference
 */
export function findLanguage(tags: readonly string[]): Language | undefined {
  for (const tag of tags) {
    const primary = tag.split(/[-_]/)[0]?.toLowerCase()
    const found = LANGUAGES.find((language) => language === primary)
    if (found !== undefined) return found
  }
  return undefined
}
