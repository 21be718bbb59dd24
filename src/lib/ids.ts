/** Random identifiers. A prefix says what an id is, so that logs read well and secret scanners find leaks. */
import { randomText } from './random-text.ts'

/** 128 random bits in base64url (22 characters): unguessable enough for an identifier, not meant as a credential. */
export function newId(prefix = ''): string {
  return prefix + randomText(16)
}

/** 256 random bits in base64url (43 characters): a credential. */
export function newSecret(prefix = ''): string {
  return prefix + randomText(32)
}
