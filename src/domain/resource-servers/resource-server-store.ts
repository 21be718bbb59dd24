/** Port: where resource servers live. */
import type { ResourceServer } from './resource-server.ts'

export type { ResourceServer }

export interface ResourceServerStore {
  /** @throws DomainError `conflict` with code `resource_exists` when the URI is taken */
  create(server: ResourceServer): Promise<void>
  find(uri: string): Promise<ResourceServer | undefined>
  /** Atomic, as `ClientStore.update`; `change` must be pure. Undefined when the resource server is gone. */
  update(
    uri: string,
    change: (current: ResourceServer) => ResourceServer,
  ): Promise<ResourceServer | undefined>
  /** True to the one caller that deleted it. */
  delete(uri: string): Promise<boolean>
  /** By URI, ascending. `after` is the last URI seen. */
  list(page: { after?: string; limit: number }): Promise<ResourceServer[]>
}
