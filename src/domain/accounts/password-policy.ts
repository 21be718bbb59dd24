/** What may be a password: NIST SP 800-63B §5.1.1.2 — a length, and nothing else that people must remember. */
import { DomainError } from '#domain/errors'

export const MIN_PASSWORD_LENGTH = 8
export const MAX_PASSWORD_LENGTH = 256

/** The form in which passwords are hashed and compared, so that the same text typed on two keyboards is the same. */
export function normalizePassword(password: string): string {
  return password.normalize('NFC')
}

/**
 * @returns the password in its normal form
 * @throws DomainError `invalid` with code `weak_password`
 */
export function checkNewPassword(password: string): string {
  const normal = normalizePassword(password)
  const length = [...normal].length
  if (length < MIN_PASSWORD_LENGTH || length > MAX_PASSWORD_LENGTH) {
    const problem = `must have ${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH} characters`
    throw new DomainError('invalid', 'weak_password', `The password ${problem}`, {
      fields: { password: problem },
    })
  }
  return normal
}
