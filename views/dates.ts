/** Times in the reader's language. */
import { type Html, html } from '#lib/html'
import type { Language } from './messages/languages.ts'

/** As `Intl` takes them. Arabic with the digits of 0 to 9, as in the codes and addresses that stand beside them. */
export const LOCALES: Record<Language, string> = {
  en: 'en-GB',
  de: 'de',
  fr: 'fr',
  es: 'es',
  pt: 'pt-BR',
  ja: 'ja',
  ar: 'ar-u-nu-latn',
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** A day, as "25 November 2026". @param time milliseconds since the epoch, as everywhere here */
export function day(language: Language, time: number): Html {
  return inHtml(time, { year: 'numeric', month: 'long', day: 'numeric' }, language)
}

/** A day and a time, in UTC, since the reader's zone is not known. */
export function moment(language: Language, time: number): Html {
  return inHtml(
    time,
    {
      year: 'numeric',
      month: 'long',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZoneName: 'short',
    },
    language,
  )
}

/** As "in 15 minutes" or "2 hours ago": whole minutes, hours or days, never less than a minute. */
export function fromNow(language: Language, time: number, now: number): string {
  const distance = time - now
  const [unit, length] = UNITS.find(([, ms]) => Math.abs(distance) >= ms) ?? ['minute', 60_000]
  const whole =
    distance > 0 ? Math.ceil(distance / length) : Math.min(Math.floor(distance / -length) * -1, -1)
  return new Intl.RelativeTimeFormat(LOCALES[language]).format(whole, unit)
}

function inHtml(time: number, options: Intl.DateTimeFormatOptions, language: Language): Html {
  const date = new Date(time)
  const words = new Intl.DateTimeFormat(LOCALES[language], { ...options, timeZone: 'UTC' }).format(date)
  return html`<time datetime="${date.toISOString()}">${words}</time>`
}
