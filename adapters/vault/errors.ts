/** What Vault's answers mean when they are not what was asked for. Told apart by status, never by text. */
import { DomainError } from '../../src/domain/errors.ts'
import { StoreOpenError } from '../errors.ts'

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

const CURES: Record<VaultFault, string> = {
  absent: 'Write it there, or restore the version that was deleted.',
  denied:
    'See that VAULT_TOKEN, or VAULT_ROLE_ID and VAULT_SECRET_ID, are good and that their policies allow that.',
  sealed: 'Unseal it.',
  unreachable: 'See that it runs, and that VAULT_ADDR and VAULT_CACERT are right.',
  misconfigured: 'Correct the place in the settings or VAULT_NAMESPACE, or set Vault up as they say.',
}

/**
 * What comes of the work; where Vault fails it, the operator is told what cannot be done, why, and what to do.
 * @param what a sentence without its end
 * @throws StoreOpenError
 */
export async function tellingOperator<Result>(what: string, work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof VaultError)) throw error
    throw new StoreOpenError(`${what}: ${error.message} (${error.fault}). ${CURES[error.fault]}`, error)
  }
}

/** For whoever asked about a secret: that it could not be found out, and the reason in the cause. */
export function secretsUnavailable(cause: unknown): DomainError {
  return new DomainError('unavailable', 'secrets_unavailable', 'Secrets cannot be checked at present', {
    cause,
    retryAfterSeconds: 5,
  })
}
