/** Secrets of a KV store, version 2. */
import { VaultError } from './errors.ts'
import type { VaultSession } from './session.ts'

export interface SecretReference {
  mount: string
  path: string
  /** The member of the secret. */
  field: string
}

/** @throws VaultError `absent` for a secret, a version or a member that is not there, or deleted; as `VaultSession.send` */
export async function readSecret(
  session: VaultSession,
  { mount, path, field }: SecretReference,
): Promise<string> {
  const { status, body } = await session.send({ method: 'GET', path: `${mount}/data/${path}` })
  const data = (body?.data ?? {}) as { data?: Record<string, unknown> | null }
  if (status === 404 && Array.isArray(body?.errors) && body.errors.length > 0) {
    throw new VaultError('misconfigured', `there is no KV store of version 2 at ${mount}`)
  }
  if (status !== 200 && status !== 404) {
    throw new VaultError('misconfigured', `Vault answers ${status} to ${mount}/${path}`)
  }
  const value = data.data?.[field]
  if (typeof value !== 'string') throw new VaultError('absent', `there is no ${field} at ${mount}/${path}`)
  return value
}
