/** Port: whoever knows whether a client's secret is good, when it is not ourselves. */
import type { Client } from '#domain/clients'

export type { Client }

export interface SecretChecker {
  /**
   * Whether this secret is the client's at present; asking uses none up. That it could not be found out is never "no".
   * @throws DomainError `unavailable`, code `secrets_unavailable`
   */
  isSecret(client: Pick<Client, 'id' | 'secrets'>, secret: string): Promise<boolean>
}
