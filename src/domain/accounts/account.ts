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
  /** Milliseconds since the epoch, as all three times are. */
  createdAt: number
  updatedAt: number
  lastLoginAt: number | null
}

/** What the person may do at present. Derived, so that it cannot disagree with what it is derived from. */
export type AccountStatus = 'pending' | 'active'

export function accountStatus(account: Account): AccountStatus {
  return account.emailVerified ? 'active' : 'pending'
}
