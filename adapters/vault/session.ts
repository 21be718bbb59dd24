/**
 * Our own token at Vault: the one that was given, or one that we log in for (AppRole). It is renewed when two thirds of
 * its life are over, and where it can no longer be, or was revoked, a new one is logged in for.
 */

import type { VaultAnswer, VaultConnection, VaultRequest, VaultSettings } from './connection.ts'
import { VaultError } from './errors.ts'

export interface VaultSession {
  /** With our token. @throws VaultError */
  send(request: Omit<VaultRequest, 'token'>): Promise<VaultAnswer>
  close(): Promise<void>
}

interface Held {
  token: string
  /** Milliseconds since the epoch; infinite for one that does not end or cannot be renewed. */
  renewAt: number
}

interface Lease {
  client_token?: unknown
  lease_duration?: unknown
  renewable?: unknown
}

/** Between two logins for a token that Vault does not accept, so that a policy that is missing is no flood of logins. */
const LOGIN_AGAIN_MS = 5000

export function openSession(connection: VaultConnection, settings: VaultSettings): VaultSession {
  let held: Promise<Held> | undefined
  let loggedInAt = Number.NEGATIVE_INFINITY

  async function logIn(): Promise<Held> {
    const { token, roleId, secretId } = settings
    if (token !== null) return { token, renewAt: await firstRenewal(token) }
    loggedInAt = Date.now()
    const { status, body } = await connection.send({
      method: 'POST',
      path: 'auth/approle/login',
      body: { role_id: roleId, secret_id: secretId },
    })
    const lease = (body?.auth ?? {}) as Lease
    if (status !== 200 || typeof lease.client_token !== 'string') {
      throw new VaultError('denied', 'Vault does not accept VAULT_ROLE_ID and VAULT_SECRET_ID')
    }
    return { token: lease.client_token, renewAt: renewalOf(lease) }
  }

  /** A token that was given may be about to end; what cannot be looked up is used as it is. */
  async function firstRenewal(token: string): Promise<number> {
    const { status, body } = await connection.send({ method: 'GET', path: 'auth/token/lookup-self', token })
    const { ttl, renewable } = (body?.data ?? {}) as { ttl?: unknown; renewable?: unknown }
    return status === 200 ? renewalOf({ lease_duration: ttl, renewable }) : Number.POSITIVE_INFINITY
  }

  async function renewed({ token }: Held): Promise<Held> {
    const lease = await renewedLease(token)
    if (lease !== undefined) return { token, renewAt: renewalOf(lease) }
    return settings.token === null ? logIn() : { token, renewAt: Number.POSITIVE_INFINITY }
  }

  /** Undefined for a token that may not be renewed any further, or has ended while nobody asked for anything. */
  async function renewedLease(token: string): Promise<Lease | undefined> {
    const request = { method: 'POST', path: 'auth/token/renew-self', body: {}, token } as const
    try {
      const { status, body } = await connection.send(request)
      return status === 200 ? ((body?.auth ?? {}) as Lease) : undefined
    } catch (error) {
      if (isDenied(error)) return undefined
      throw error
    }
  }

  /** One at a time, whoever asks; what failed is tried again by the next. */
  function hold(next: Promise<Held>): Promise<Held> {
    held = next
    next.catch(() => {
      if (held === next) held = undefined
    })
    return next
  }

  async function current(): Promise<Held> {
    const before = await (held ?? hold(logIn()))
    return before.renewAt > Date.now() ? before : hold(renewed(before))
  }

  const mayLogInAgain = () => settings.token === null && Date.now() - loggedInAt > LOGIN_AGAIN_MS

  return {
    async send(request) {
      const { token } = await current()
      try {
        return await connection.send({ ...request, token })
      } catch (error) {
        if (!isDenied(error) || !mayLogInAgain()) throw error
        return connection.send({ ...request, token: (await hold(logIn())).token })
      }
    },
    close: () => connection.close(),
  }
}

const isDenied = (error: unknown) => error instanceof VaultError && error.fault === 'denied'

function renewalOf({ lease_duration: seconds, renewable }: Lease): number {
  if (renewable !== true || typeof seconds !== 'number' || seconds <= 0) return Number.POSITIVE_INFINITY
  return Date.now() + (seconds * 1000 * 2) / 3
}
