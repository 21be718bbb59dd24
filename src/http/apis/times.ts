/** Times in UTC, as the specifications write them. Each takes milliseconds since the epoch. */

/** `2025-08-17T12:00:00Z` */
export function utcSeconds(ms: number): string {
  return `${localSeconds(ms)}Z`
}

/** `2023-03-13T10:54:16.946Z` */
export function utcMilliseconds(ms: number): string {
  return new Date(ms).toISOString()
}

/** `2025-06-17T10:30:00` */
export function localSeconds(ms: number): string {
  return new Date(ms).toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)
}

export const UTC_SECONDS = {
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$',
} as const
export const UTC_MILLISECONDS = {
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$',
} as const
export const LOCAL_SECONDS = {
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d$',
} as const
