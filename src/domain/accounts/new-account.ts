/** From what somebody gave to an account that has nothing yet but that. */
import { randomUUID } from 'node:crypto'
import { invalidField } from '#domain/errors'
import type { Account, AccountId } from './account.ts'
import { checkClaims, checkEmail, checkRole, checkText } from './account-input.ts'
import type { NewAccount } from './account-store.ts'
import type { AccountDependencies } from './dependencies.ts'
import { checkNewPassword } from './password-policy.ts'
import { checkUsername } from './username.ts'

export interface AccountInput {
  email: string
  /** Absent for an account that signs in by other means. */
  password?: string
  /**
   * Instead of a password: what another system kept of it, as a PHC string of argon2, scrypt or PBKDF2, or as bcrypt
   * has it. It is replaced by one of ours at the first sign-in.
   */
  passwordHash?: string
  username?: string
  name?: string
  role?: string
  emailVerified?: boolean
  /** Standard claims by their wire names. */
  claims?: Record<string, unknown>
}

type AccountMaking = Pick<AccountDependencies, 'hasher' | 'breaches'>

/**
 * @throws DomainError `invalid` naming the field, `unavailable` with code `busy` when too many passwords are being
 *   hashed
 */
export async function newAccount(making: AccountMaking, input: AccountInput): Promise<NewAccount> {
  const email = checkEmail(input.email)
  const username = input.username === undefined ? null : checkUsername(input.username)
  const claims = checkClaims(input.claims ?? {})
  const name = input.name === undefined ? '' : checkText('name', input.name)
  if (name !== '') claims.name = name
  const role = checkRole(input.role ?? 'user')
  const passwordHash = await hashOf(making, input, { email, username })
  const now = Date.now()
  return {
    id: randomUUID() as AccountId,
    email,
    emailVerified: input.emailVerified ?? false,
    username,
    passwordHash,
    role,
    claims,
    bio: null,
    pendingEmail: null,
    createdAt: now,
    updatedAt: now,
    lastLoginAt: null,
    passwordChangedAt: null,
    disabledAt: null,
  }
}

async function hashOf(
  { hasher, breaches }: AccountMaking,
  { password, passwordHash }: AccountInput,
  logins: Pick<Account, 'email' | 'username'>,
): Promise<string | null> {
  if (passwordHash !== undefined) {
    if (!hasher.canVerify(passwordHash)) {
      throw invalidField('passwordHash', 'must be a hash by argon2, bcrypt, scrypt or PBKDF2')
    }
    return passwordHash
  }
  return password === undefined ? null : hasher.hash(await checkNewPassword(password, logins, breaches))
}
