/** The pages that the engine itself must answer with; drawn by whoever hosts it. */
import type { KoaContextWithOIDC } from 'oidc-provider'

export interface ProtocolPages {
  renderError(ctx: KoaContextWithOIDC, out: object, error: Error): Promise<void>
  /** @param form the engine's form, whose hidden fields must be sent back */
  renderSignOut(ctx: KoaContextWithOIDC, form: string): Promise<void>
  renderSignedOut(ctx: KoaContextWithOIDC): Promise<void>
}
