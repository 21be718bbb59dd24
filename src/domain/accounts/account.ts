/** What an account is. An account is a person; wire formats that say "user" mean an account. */

/** A UUID: the `sub` of every token, on every surface, for ever. */
export type AccountId = string & { readonly __brand: 'AccountId' }

/** The postal address of OpenID Connect Core 1.0 §5.1.1. */
export interface AddressClaim {
  formatted?: string
  street_address?: string
  locality?: string
  region?: string
  postal_code?: string
  country?: string
}

/** The standard claims of OpenID Connect Core 1.0 §5.1 that an account may hold, by their wire names. */
export interface StandardClaims {
  name?: string
  given_name?: string
  family_name?: string
  middle_name?: string
  nickname?: string
  profile?: string
  picture?: string
  website?: string
  gender?: string
  birthdate?: string
  zoneinfo?: string
  locale?: string
  phone_number?: string
  phone_number_verified?: boolean
  address?: AddressClaim
}

export interface Account {
  id: AccountId
  /** Unique, increasing, allocated once by the store. Only surfaces whose contract has a number show it. */
  number: number
  /** As the person wrote it; unique whatever the letter case. */
  email: string
  emailVerified: boolean
  /** Unique whatever the letter case; null where the person chose none. */
  username: string | null
  /** A PHC string; null for an account that has no password. */
  passwordHash: string | null
  role: string
  claims: StandardClaims
  /** What the person says about themselves, in their own lines; null where they say nothing. */
  bio: string | null
  /** The address that is to take the place of `email` once it is confirmed; null while no change is asked for. */
  pendingEmail: string | null
  /** Milliseconds since the epoch, as all times here are. */
  createdAt: number
  /** Grows with every change of what the person or an operator can change; signing in is no change. */
  updatedAt: number
  lastLoginAt: number | null
  /** Null where the password is the first one, or there is none. */
  passwordChangedAt: number | null
  /** Since when an operator has kept the person out; null for everybody else. */
  disabledAt: number | null
}

/**
 * What tokens are about: an account without what a sign-in alone changes, so that it can be remembered (account-store.ts).
 */
export type Subject = Omit<Account, 'lastLoginAt' | 'passwordHash'>

/** What the person may do at present. Derived, so that it cannot disagree with what it is derived from. */
export type AccountStatus = 'pending' | 'active' | 'locked' | 'disabled'

/** @param lockedUntil as `Lockout.lockedUntil` answers; null where nothing is locked, or where it does not matter */
export function accountStatus(account: Account, lockedUntil: number | null = null): AccountStatus {
  if (account.disabledAt !== null) return 'disabled'
  if (lockedUntil !== null) return 'locked'
  return account.emailVerified ? 'active' : 'pending'
}
