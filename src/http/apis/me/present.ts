/** What the core knows, in the words of `me`. */
import type { Account, AccountStatus } from '#domain/accounts'
import { utcMilliseconds } from '../times.ts'

export interface Profile {
  account: Account
  status: AccountStatus
  activeSessions: number
}

export function presentProfile({ account, status, activeSessions }: Profile) {
  return {
    id: account.id,
    status,
    name: account.claims.name ?? null,
    bio: account.bio,
    activeSessions,
    createdAt: utcMilliseconds(account.createdAt),
    updatedAt: utcMilliseconds(account.updatedAt),
    email: account.email,
  }
}
