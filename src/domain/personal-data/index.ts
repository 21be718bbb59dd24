/**
 * Personal data: all that is held of one person, handed to them, or deleted. It is the one room that knows every room
 * that holds something of a person; whatever comes to hold more is added here.
 */
import { type Account, type Accounts, accountStatus } from '#domain/accounts'
import type { Consents } from '#domain/consents'
import { DomainError } from '#domain/errors'
import type { KeptEvent, Origin } from '#domain/events'
import type { Factors } from '#domain/factors'
import type { Session, Sessions } from '#domain/sessions'

export interface PersonalData {
  /** Everything, as JSON that a person can read: no secret, no hash. @throws DomainError `not_found` */
  download(accountId: string): Promise<Record<string, unknown>>
  /**
   * Deletes the person; every token, session and grant ends with it. What remains is the log, in which an id stands.
   * @throws DomainError `not_found`
   */
  delete(accountId: string, origin: Origin): Promise<void>
}

/** Of the log: as much as a person can read. */
const MAX_EVENTS = 1000

export function createPersonalData(deps: {
  accounts: Accounts
  consents: Consents
  factors: Factors
  sessions: Sessions
  events: { list(query: { subject: string; limit: number }): Promise<KeptEvent[]> }
}): PersonalData {
  const { accounts, consents, factors, sessions, events } = deps

  async function getAccount(accountId: string): Promise<Account> {
    const account = await accounts.findById(accountId)
    if (account === undefined) throw new DomainError('not_found', 'no_such_user', 'There is no such user')
    return account
  }

  return {
    async download(accountId) {
      const account = await getAccount(accountId)
      const [allowed, proofs, devices, signedIn, history] = await Promise.all([
        consents.list(accountId),
        factors.overview(accountId),
        factors.trustedDevices(accountId, account.passwordChangedAt),
        sessions.list(accountId),
        events.list({ subject: accountId, limit: MAX_EVENTS }),
      ])
      return {
        account: presentAccount(account),
        second_factor: { since: isoTime(proofs.totpSince), recovery_codes_left: proofs.recoveryCodesLeft },
        passkeys: proofs.passkeys.map(({ name, createdAt, lastUsedAt }) => ({
          name,
          created_at: isoTime(createdAt),
          last_used_at: isoTime(lastUsedAt),
        })),
        trusted_devices: devices.map(({ lastSeenAt, origin }) => ({
          last_seen_at: isoTime(lastSeenAt),
          ip: origin.ip ?? null,
          user_agent: origin.userAgent ?? null,
        })),
        apps: allowed.map(({ clientId, scopes, claims, resources, createdAt, updatedAt }) => ({
          client_id: clientId,
          scopes,
          claims,
          resources,
          created_at: isoTime(createdAt),
          updated_at: isoTime(updatedAt),
        })),
        sessions: signedIn.map(presentSession),
        events: history.map(presentEvent),
      }
    },

    async delete(accountId, origin) {
      await getAccount(accountId)
      // The account goes last: whoever is interrupted here finds a person that can be deleted again. Sessions are ended
      // once more after it, for whoever signed in meanwhile.
      await sessions.endAll(accountId, undefined, origin)
      await Promise.all([consents.removeAll(accountId), factors.removeAll(accountId)])
      await accounts.remove(accountId, origin)
      await sessions.endAll(accountId, undefined, origin)
    },
  }
}

function presentAccount(account: Account) {
  const { id, email, emailVerified, username, role, claims, bio, pendingEmail } = account
  return {
    sub: id,
    email,
    email_verified: emailVerified,
    pending_email: pendingEmail,
    username,
    role,
    status: accountStatus(account),
    ...claims,
    bio,
    created_at: isoTime(account.createdAt),
    updated_at: isoTime(account.updatedAt),
    last_login_at: isoTime(account.lastLoginAt),
    password_changed_at: isoTime(account.passwordChangedAt),
  }
}

function presentSession({ signedInAt, seenAt, expiresAt, ip, userAgent, clientIds }: Session) {
  return {
    signed_in_at: isoTime(signedInAt),
    seen_at: isoTime(seenAt),
    expires_at: isoTime(expiresAt),
    ip,
    user_agent: userAgent,
    client_ids: clientIds,
  }
}

function presentEvent({ type, time, data }: KeptEvent) {
  return { type, time: isoTime(time), ...data }
}

/** @param time milliseconds since the epoch */
function isoTime(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString()
}
