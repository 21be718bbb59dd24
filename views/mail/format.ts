/** Times and durations as people of a language write them. */
import { LOCALES } from '../dates.ts'
import type { Language } from '../messages/languages.ts'

/**
 * @param at milliseconds since the epoch
 * @param timeZone a name from the IANA database; UTC where it is absent or none
 */
export function formatTime(at: number, language: Language, timeZone?: string): string {
  const options = {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  } as const
  try {
    return new Intl.DateTimeFormat(LOCALES[language], {
      ...options,
      timeZone: timeZone ?? 'UTC',
    }).format(at)
  } catch {
    return new Intl.DateTimeFormat(LOCALES[language], { ...options, timeZone: 'UTC' }).format(at)
  }
}

/** In hours where they are whole ones, in minutes otherwise. */
export function formatDuration(seconds: number, language: Language): string {
  const [amount, unit] =
    seconds % 3600 === 0 ? [seconds / 3600, 'hour'] : [Math.round(seconds / 60), 'minute']
  return new Intl.NumberFormat(LOCALES[language], {
    style: 'unit',
    unit,
    unitDisplay: 'long',
  }).format(amount)
}
