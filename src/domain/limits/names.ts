/** Every budget there is. Numbers that protect people belong in one place, where they can be argued about. */

export interface Budget {
  points: number
  windowSeconds: number
  /** Whom it is counted for. Budgets by address are lifted by `RATE_LIMIT=off`, those by account never. */
  by: 'address' | 'account'
  /** What was charged may turn out to be no failure, and is refunded. */
  isRefunded?: true
}

const MINUTE = 60
const HOUR = 60 * MINUTE

export const BUDGETS = {
  /** All requests to the five surfaces; the setting RATE_LIMIT says how many. */
  requests: { points: 100, windowSeconds: MINUTE, by: 'address' },
  /** Failed passwords and codes from one address, whatever the account: credential stuffing. */
  sign_in: { points: 50, windowSeconds: 10 * MINUTE, by: 'address', isRefunded: true },
  sign_up: { points: 100, windowSeconds: HOUR, by: 'address' },
  /** Mails that somebody asks for: resets, verifications, unlocking. */
  mail_request: { points: 30, windowSeconds: HOUR, by: 'address' },
  /** The same by the account that they are for: nobody's letter box is filled by others. */
  mail_to_account: { points: 5, windowSeconds: HOUR, by: 'account' },
  /** User codes of the device flow that do not exist (RFC 8628 §5.1). */
  device_code: { points: 20, windowSeconds: 10 * MINUTE, by: 'address', isRefunded: true },
  /** Client secrets that are wrong. */
  client_authentication: { points: 60, windowSeconds: 10 * MINUTE, by: 'address' },
} as const satisfies Record<string, Budget>

export type BudgetName = keyof typeof BUDGETS

/** Those that may be refunded: see `isRefunded`. */
export type RefundedBudgetName = {
  [Name in BudgetName]: (typeof BUDGETS)[Name] extends { isRefunded: true } ? Name : never
}[BudgetName]
