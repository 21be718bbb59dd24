/**
 * Whether a password is known from a breach, asked of a service with the range interface of Have I Been Pwned: it is told
 * the first five characters of the password's SHA-1 and answers every ending that it has, so that it learns neither the
 * password nor, since it is asked to pad its answers, how many there are (k-anonymity).
 */
import { createHash } from 'node:crypto'

export interface BreachedPasswords {
  /** Also false when the service does not answer in time: it is asked for good measure, and nobody waits for it to mend. */
  has(password: string): Promise<boolean>
}

export class BreachServiceError extends Error {}

const PREFIX_LENGTH = 5
/** Somebody waits at a page meanwhile. */
const ANSWER_MS = 1500

/** @param url what the five characters are appended to */
export function createBreachedPasswords(url: string, fetch: typeof globalThis.fetch): BreachedPasswords {
  return {
    async has(password) {
      const hash = createHash('sha1').update(password).digest('hex').toUpperCase()
      const endings = await endingsOf(hash.slice(0, PREFIX_LENGTH), url, fetch).catch(() => undefined)
      return endings?.has(hash.slice(PREFIX_LENGTH)) ?? false
    },
  }
}

/**
 * What the service knows to begin with these five characters.
 * @throws BreachServiceError saying what is wrong with it
 */
export async function endingsOf(
  prefix: string,
  url: string,
  fetch: typeof globalThis.fetch,
): Promise<Set<string>> {
  try {
    const answer = await fetch(url + prefix, {
      headers: { 'add-padding': 'true' },
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    const text = await answer.text()
    if (answer.status !== 200) throw new Error(`it answers ${answer.status}`)
    const lines = [...text.matchAll(/^([\dA-F]{35}):(\d+)\r?$/gim)]
    if (lines.length === 0) throw new Error('it answers with no range of hashes')
    // Padding is what nobody was ever seen to use.
    const known = lines.filter(([, , count]) => Number(count) > 0)
    return new Set(known.map(([, ending = '']) => ending.toUpperCase()))
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new BreachServiceError(`The service at ${new URL(url).origin} cannot be asked: ${why}`, {
      cause: error,
    })
  }
}
