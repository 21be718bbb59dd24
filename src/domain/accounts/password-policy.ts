/**
 * What may be a password: NIST SP 800-63B §5.1.1.2. A length, none of the most used ones, not the name one signs in by,
 * nothing that is known from a breach where a service is asked for that, and nothing else that people must remember. How
 * good it is beyond that is told, and never a reason to refuse.
 */
import { DomainError, type FieldCode } from '#domain/errors'
import type { BreachedPasswords } from '#lib/breached-passwords'
import { isCommonPassword } from './common-passwords.ts'

export const MIN_PASSWORD_LENGTH = 8
export const MAX_PASSWORD_LENGTH = 256

/** The form in which passwords are hashed and compared, so that the same text typed on two keyboards is the same. */
function normalizePassword(password: string): string {
  return password.normalize('NFC')
}

/**
 * A password as somebody types it to be compared: in its normal form, and cut. No password is longer, so a longer text
 * is wrong already; like this it costs what any other one costs.
 */
export function passwordAttempt(password: string): string {
  return [...normalizePassword(password)].slice(0, MAX_PASSWORD_LENGTH + 1).join('')
}

/**
 * @param logins what the person signs in by
 * @returns the password in its normal form
 * @throws DomainError `invalid` with code `weak_password`, naming the field `password`
 */
export async function checkNewPassword(
  password: string,
  logins: { email: string; username: string | null },
  breaches: BreachedPasswords | undefined,
): Promise<string> {
  const normal = normalizePassword(password)
  const length = [...normal].length
  if (length < MIN_PASSWORD_LENGTH || length > MAX_PASSWORD_LENGTH) {
    throw weak(`must have ${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH} characters`, 'password_length')
  }
  const lower = normal.toLowerCase()
  const own = [logins.email, logins.email.split('@')[0], logins.username]
  if (own.some((login) => login?.toLowerCase() === lower)) {
    throw weak('must be something else than the address or name that you sign in with', 'password_is_login')
  }
  if (await isCommonPassword(lower)) {
    throw weak('is one of those that are tried first; choose another', 'password_common')
  }
  if ((await breaches?.has(normal)) === true) {
    throw weak('is known from a data breach; choose another', 'password_breached')
  }
  return normal
}

function weak(problem: string, fieldCode: FieldCode): DomainError {
  return new DomainError('invalid', 'weak_password', `The password ${problem}`, {
    fields: { password: problem },
    fieldCodes: { password: fieldCode },
  })
}
