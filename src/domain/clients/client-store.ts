/** Port: where registered clients live. */
import type { Client, ClientId } from './client.ts'

export type { Client, ClientId }

export interface ClientPage {
  /** Only clients whose (createdAt, id) sorts after this one's, whether that client is there or not. */
  after?: Pick<Client, 'createdAt' | 'id'>
  limit: number
  /** Of this project; of all and of none, if left out. */
  projectId?: string
}

export interface ClientStore {
  /** @throws DomainError `conflict` with code `client_exists` when the id is taken */
  create(client: Client): Promise<void>
  find(id: ClientId): Promise<Client | undefined>
  /**
   * Applies `change` to the client as it stands and keeps the result, atomically: no change made in between is lost.
   * `change` must be pure, since it may run more than once. Undefined when the client is gone.
   */
  update(id: ClientId, change: (current: Client) => Client): Promise<Client | undefined>
  /** True to the one caller that deleted it. */
  delete(id: ClientId): Promise<boolean>
  /** By createdAt, then id, ascending; stable while clients are added. */
  list(page: ClientPage): Promise<Client[]>
}
