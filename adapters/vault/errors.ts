/** What Vault's answers mean when they are not what was asked for. Told apart by status, never by text. */
import { DomainError } from '../../src/domain/errors.ts'

export type VaultFault =
  /** What was asked for is not there. */
  | 'absent'
  /** Our token is not good, or its policies do not allow it. */
  | 'denied'
  | 'sealed'
  /** No connection, no answer in time, or an answer that is not Vault's. */
  | 'unreachable'
  /** Vault refuses the request as it is: a mount or a role that is set up in another way. */
  | 'misconfigured'

export class VaultError extends Error {
  readonly fault: VaultFault

  constructor(fault: VaultFault, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'VaultError'
    this.fault = fault
  }
}

/** For whoever asked about a secret: that it could not be found out, and the reason in the cause. */
export function secretsUnavailable(cause: unknown): DomainError {
  return new DomainError('unavailable', 'secrets_unavailable', 'Secrets cannot be checked at present', {
    cause,
    retryAfterSeconds: 5,
  })
}
