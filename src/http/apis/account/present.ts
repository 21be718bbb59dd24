/** What the core knows, in the words of `account`. */
import type { Account, AccountStatus } from '#domain/accounts'
import type { WhyDead } from '#oidc'
import type { Caller } from '../define-route.ts'
import { localSeconds, utcSeconds } from '../times.ts'

export interface Tokens {
  accessToken: string
  refreshToken: string
  tokenType: string
  /** Seconds. */
  expiresIn: number
}

export function presentTokens(tokens: Tokens, account: Account) {
  return {
    accessToken: tokens.accessToken,
    refreshToken: tokens.refreshToken,
    tokenType: tokens.tokenType,
    expiresAt: localSeconds(Date.now() + tokens.expiresIn * 1000),
    userId: account.number,
    username: account.username,
    role: roleInTokens(account),
  }
}

const REASONS: Record<WhyDead, string> = {
  expired: 'Token has expired',
  ended: 'Token has been revoked',
  unknown: 'Token is invalid',
}

export function presentRefused(why: WhyDead) {
  const nothing = { userId: null, username: null, role: null, expirationTime: null }
  return { valid: false, ...nothing, errorMessage: REASONS[why] }
}

export function presentValidated({ account, token }: Caller) {
  return {
    valid: true,
    userId: account.number,
    username: account.username,
    role: roleInTokens(account),
    expirationTime: token.expiresAt,
    errorMessage: null,
  }
}

export function presentProfile(account: Account, status: AccountStatus) {
  const { createdAt, lastLoginAt } = account
  return {
    id: account.number,
    username: account.username,
    email: account.email,
    role: account.role.toUpperCase(),
    createdAt: localSeconds(createdAt),
    lastLoginAt: lastLoginAt === null ? null : localSeconds(lastLoginAt),
    status: status.toUpperCase(),
  }
}

export function presentDone(message: string) {
  return { success: true, message, data: null }
}

export function presentHealth(version: string) {
  const data = { timestamp: utcSeconds(Date.now()), service: 'auth-service', version }
  return { success: true, message: 'Auth service is healthy', data }
}

function roleInTokens({ role }: Account): string {
  return `ROLE_${role.toUpperCase()}`
}
