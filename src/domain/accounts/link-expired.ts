/** A mailed link that leads nowhere any more, whatever the reason. */
import { DomainError } from '#domain/errors'

export function linkExpired(): DomainError {
  return new DomainError('expired', 'link_expired', 'This link has been used, or it is too old')
}
