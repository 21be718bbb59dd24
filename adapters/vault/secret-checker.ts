/**
 * SecretChecker in Vault: SecretIDs of AppRoles, where a client's role is called like the client. Asking uses none up. A
 * good one is remembered for half a minute, so that a busy client is not a flood of requests; a bad one never is.
 */
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { SecretChecker } from '../../src/domain/tenants/secret-checker.ts'
import { secretsUnavailable, VaultError } from './errors.ts'
import type { VaultSession } from './session.ts'

const MAX_REMEMBERED = 5000
/** Less than a minute, by which a revoked one must be refused. */
const REMEMBERED_MS = 30_000
/** What Vault calls an end that never comes. */
const NEVER = '0001-01-01T00:00:00Z'
/** As ids of clients are made; anything else could lead to another path. */
const ROLE = /^[\w-][\w.-]*$/

export function createSecretChecker(session: VaultSession): SecretChecker {
  const good = new LRUCache<string, true>({ max: MAX_REMEMBERED })
  const asked = new Map<string, Promise<boolean>>()

  async function ask(role: string, secret: string, name: string): Promise<boolean> {
    const endsAt = await lookUp(session, role, secret)
    const left = Math.min(endsAt - Date.now(), REMEMBERED_MS)
    if (left <= 0) return false
    good.set(name, true, { ttl: left })
    return true
  }

  return {
    async isSecret({ id }, secret) {
      if (!ROLE.test(id)) return false
      const name = createHash('sha256')
        .update(JSON.stringify([id, secret]))
        .digest('base64url')
      if (good.get(name)) return true
      // Parallel requests of one client ask once.
      let asking = asked.get(name)
      if (asking === undefined) {
        asking = ask(id, secret, name).finally(() => asked.delete(name))
        asked.set(name, asking)
      }
      try {
        return await asking
      } catch (error) {
        throw error instanceof VaultError ? secretsUnavailable(error) : error
      }
    },
  }
}

/** @returns milliseconds since the epoch; 0 for what is no SecretID of the role, infinite for one that does not end */
async function lookUp(session: VaultSession, role: string, secret: string): Promise<number> {
  const path = `auth/approle/role/${role}`
  const { status, body } = await session.send({
    method: 'POST',
    path: `${path}/secret-id/lookup`,
    body: { secret_id: secret },
  })
  if (status === 204) return 0
  if (status === 200) return endIn((body?.data ?? {}) as { expiration_time?: unknown })
  if (await isRoleAbsent(session, path)) return 0
  throw new VaultError('misconfigured', `Vault answers ${status} to the look-up of a SecretID of ${role}`)
}

/** Vault keeps accepting one that has expired until it tidies up, so that we look at its end ourselves. */
function endIn({ expiration_time: end }: { expiration_time?: unknown }): number {
  if (end === NEVER) return Number.POSITIVE_INFINITY
  const time = Date.parse(String(end))
  if (Number.isNaN(time)) throw new VaultError('misconfigured', 'Vault does not say when a SecretID ends')
  return time
}

/** A role that is not there fails the look-up as a fault of Vault's would; this tells the two apart. */
async function isRoleAbsent(session: VaultSession, path: string): Promise<boolean> {
  const { status, body } = await session.send({ method: 'GET', path: `${path}/role-id` })
  // With a text it is the mount that is not there.
  return status === 404 && Array.isArray(body?.errors) && body.errors.length === 0
}
