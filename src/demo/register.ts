/** What an operator would do by hand for any app: register the demo as a client, and its API as a resource server. */
import type { Clients } from '#domain/clients'
import { DomainError } from '#domain/errors'
import type { ResourceServers } from '#domain/resource-servers'
import type { Secrets } from '#lib/secrets'

export const DEMO_SCOPE = 'demo:read'
const CLIENT_ID = 'demo'

export function demoResource(issuer: string): string {
  return `${issuer}/demo/api`
}

/** Idempotent, and follows an issuer that has changed. */
export async function registerDemo(
  deps: { clients: Clients; resourceServers: ResourceServers; secrets: Secrets },
  issuer: string,
): Promise<{ clientId: string; clientSecret: string }> {
  const { clients, resourceServers, secrets } = deps
  const clientSecret = secrets.key('demo client').toString('base64url')
  const resource = demoResource(issuer)
  const registration = {
    name: 'Demo app',
    redirectUris: [`${issuer}/demo/callback`],
    postLogoutRedirectUris: [`${issuer}/demo`],
    resources: [resource],
  }
  await unlessThere(() => resourceServers.create({ uri: resource, scope: DEMO_SCOPE }))
  await unlessThere(() => clients.register(registration, { id: CLIENT_ID, secret: clientSecret }))
  const client = await clients.get(CLIENT_ID)
  if (client.redirectUris[0] !== registration.redirectUris[0]) await clients.update(CLIENT_ID, registration)
  return { clientId: CLIENT_ID, clientSecret }
}

async function unlessThere(create: () => Promise<unknown>): Promise<void> {
  try {
    await create()
  } catch (error) {
    if (!(error instanceof DomainError && error.kind === 'conflict')) throw error
  }
}
