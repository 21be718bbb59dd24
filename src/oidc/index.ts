/**
 * The protocol engine: the only room that imports oidc-provider. Owns everything the protocols demand — endpoints,
 * tokens, sessions, grants — and how it is stored; asks the domain who a person is, which clients there are and what
 * was consented to; knows no page, only that pages exist.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { JWK } from 'jose'
import type { Origin } from '#domain/events'
import { buildProvider, type ProviderDependencies } from './build-provider.ts'
import { createInteractions, type Interactions } from './interactions.ts'
import { rememberOrigin } from './request-origin.ts'

export type { ArtifactStore } from './artifact-store.ts'
export type { ProviderDependencies } from './build-provider.ts'
export type { Interaction, Interactions, SignedIn } from './interactions.ts'
export type { ProtocolPages } from './pages.ts'
export type { Requested } from './requested.ts'
export { ENDPOINTS, interactionPath, methodsOf } from './routes.ts'

export interface Oidc {
  /** Answers a request to a protocol endpoint. @param origin who sent it */
  handle(request: IncomingMessage, response: ServerResponse, origin: Origin): Promise<void>
  interactions: Interactions
  /**
   * Signs and verifies with these keys from now on. The engine reads its keys when it is made, so a new one takes the
   * place of the old, which still answers what it has begun; both work on the same store.
   */
  useKeys(signingKeys: JWK[]): void
}

export function createOidc(deps: ProviderDependencies): Oidc {
  const { provider, interactionRecords } = buildProvider(deps)
  let callback = provider.callback()

  return {
    handle: async (request, response, origin) => {
      rememberOrigin(request, origin)
      await callback(request, response)
    },
    // Interactions sign nothing, so the first engine serves them whatever keys come after.
    interactions: createInteractions({ ...deps, provider, records: interactionRecords }),
    useKeys(signingKeys) {
      callback = buildProvider({ ...deps, signingKeys }).provider.callback()
    },
  }
}
