/** Client secrets: made here, shown once, kept as keyed hashes. They are 256 random bits, so a fast hash is enough. */
import { newSecret } from '#lib/ids'
import { isSameText } from '#lib/same-text'
import type { Secrets } from '#lib/secrets'
import type { Client, ClientSecret } from './client.ts'

const PURPOSE = 'client secrets'
const MAX_ACTIVE = 2

export function createClientSecret(
  secrets: Secrets,
  text = newSecret('gcs_'),
): { text: string; stored: ClientSecret } {
  return { text, stored: { hash: secrets.hash(PURPOSE, text), createdAt: Date.now() } }
}

/** The newest secrets, as many as may be active at once. */
export function withNewSecret(before: ClientSecret[], added: ClientSecret): ClientSecret[] {
  return [...before, added].slice(-MAX_ACTIVE)
}

/** Compares with every active secret, in constant time. */
export function isClientSecret(secrets: Secrets, client: Pick<Client, 'secrets'>, text: string): boolean {
  const attempt = secrets.hash(PURPOSE, text)
  return client.secrets.filter(({ hash }) => isSameText(hash, attempt)).length > 0
}

export function needsSecret(client: Pick<Client, 'authMethod'>): boolean {
  return client.authMethod === 'client_secret_basic' || client.authMethod === 'client_secret_post'
}
