/** A person, or an operator for them, makes an account. */
import { randomUUID } from 'node:crypto'
import type { PasswordHasher } from '#lib/password-hash'
import type { Account, AccountId } from './account.ts'
import { checkClaims, checkEmail, checkRole, checkText, checkUsername } from './account-input.ts'
import type { AccountStore } from './account-store.ts'
import { checkNewPassword } from './password-policy.ts'

export interface SignUpInput {
  email: string
  /** Absent for an account that signs in by other means. */
  password?: string
  username?: string
  name?: string
  role?: string
  emailVerified?: boolean
  /** Standard claims by their wire names. */
  claims?: Record<string, unknown>
}

/**
 * @throws DomainError `invalid` naming the field, `conflict` with code `email_taken` or `username_taken`,
 *   `unavailable` with code `busy` when too many passwords are being hashed
 */
export async function signUp(
  deps: { store: AccountStore; hasher: PasswordHasher },
  input: SignUpInput,
): Promise<Account> {
  const email = checkEmail(input.email)
  const username = input.username === undefined ? null : checkUsername(input.username)
  const claims = checkClaims(input.claims ?? {})
  const name = input.name === undefined ? '' : checkText('name', input.name)
  if (name !== '') claims.name = name
  const role = checkRole(input.role ?? 'user')
  const password = input.password === undefined ? null : checkNewPassword(input.password)
  const now = Date.now()
  return deps.store.create({
    id: randomUUID() as AccountId,
    email,
    emailVerified: input.emailVerified ?? false,
    username,
    passwordHash: password === null ? null : await deps.hasher.hash(password),
    role,
    claims,
    createdAt: now,
    updatedAt: now,
    lastLoginAt: null,
  })
}
