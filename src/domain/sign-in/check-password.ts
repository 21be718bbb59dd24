/** Who a password belongs to. */
import { type Accounts, MAX_PASSWORD_LENGTH, normalizePassword } from '#domain/accounts'
import type { PasswordHasher } from '#lib/password-hash'
import type { SignInResult } from './sign-in-result.ts'

export async function checkPassword(
  deps: { accounts: Accounts; hasher: PasswordHasher },
  identifier: string,
  password: string,
): Promise<SignInResult> {
  const account = await deps.accounts.findByIdentifier(identifier.trim())
  // No password is longer, so a longer text is wrong already; it is cut so that it costs what any other one costs.
  const attempt = [...normalizePassword(password)].slice(0, MAX_PASSWORD_LENGTH + 1).join('')
  const matches = await deps.hasher.verify(account?.passwordHash ?? null, attempt)
  if (!matches || account === undefined) return { outcome: 'refused' }
  await deps.accounts.noteSignIn(account, attempt)
  return { outcome: 'signed-in', account, acr: 'urn:gatehouse:acr:1fa', amr: ['pwd'] }
}
