/**
 * Whoever is kept out, or whose password is set anew, loses every session and grant that is there at that moment
 * (domain/sessions). What a slow request keeps after it would live on unseen, and the answer to a sign-in page may be
 * held back for as long as one likes. So whatever is kept is looked at again after it has been kept: either that look
 * sees what has happened, or what has happened sees what was kept.
 */
import type { Provider } from 'oidc-provider'
import type { Accounts } from '#domain/accounts'
import type { Announcements } from './announcements.ts'
import type { ArtifactKeys } from './artifact-keys.ts'
import type { ArtifactStore } from './artifact-store.ts'

/** Who has proved who they are. */
export interface Proven {
  accountId: string
  /** Of the account at that moment; null where it never was. */
  passwordChangedAt: number | null
}

/** What a sign-in page has found out, as the interaction hands it on. */
export interface PageSignIn extends Proven {
  /** Whether the page asked if the session is to outlive the browser. */
  saidHowLong: boolean
}

export interface Admission {
  /**
   * For a session that has been kept after a sign-in: false where its person may not sign in any more, or not with what
   * they showed; then it has ended, and all that was granted in it.
   */
  confirm(sessionUid: string, proven: Proven): Promise<boolean>
  /** Keeps a new grant of a session; false where the session has ended meanwhile, and then the grant is gone too. */
  keepGrant(grant: InstanceType<Provider['Grant']>, sessionUid: string): Promise<boolean>
}

export function createAdmission(deps: {
  accounts: Pick<Accounts, 'findSubject'>
  announcements: Announcements
  store: ArtifactStore
  keys: ArtifactKeys
}): Admission {
  const { accounts, announcements, store, keys } = deps

  async function isThere(sessionUid: string): Promise<boolean> {
    const [session] = await store.findMany([keys.plain('Session', sessionUid)])
    return session !== undefined
  }

  /**
   * Not the end that a person asks for (domain/sessions), which spares offline grants and does nothing where the session is
   * gone: here nothing may stay that came of this sign-in, even if another request has just ended its session.
   */
  async function endWithGrants(sessionUid: string, accountId: string): Promise<void> {
    await announcements.sessionEnded({ id: sessionUid, accountId })
    await store.remove(keys.plain('Session', sessionUid))
    const grants = await store.findByOwner('Grant', accountId)
    for (const { id, payload } of grants.filter((grant) => grant.payload.sessionUid === sessionUid)) {
      await announcements.revoked({ id, accountId, clientId: String(payload.clientId) })
      await store.remove({ kind: 'Grant', id })
    }
  }

  return {
    async confirm(sessionUid, { accountId, passwordChangedAt }) {
      const account = await accounts.findSubject(accountId)
      if (account?.disabledAt === null && account.passwordChangedAt === passwordChangedAt) return true
      await endWithGrants(sessionUid, accountId)
      return false
    },
    async keepGrant(grant, sessionUid) {
      const grantId = await grant.save()
      if (await isThere(sessionUid)) return true
      await store.remove(keys.plain('Grant', grantId))
      return false
    },
  }
}
