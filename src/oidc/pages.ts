/** The pages that the engine itself must answer with; drawn by whoever hosts it. */
import type { KoaContextWithOIDC } from 'oidc-provider'

/** The device that asks, as it was when it asked. */
export interface DeviceToConfirm {
  clientId: string
  userCode: string
  ip?: string
  userAgent?: string
}

export interface ProtocolPages {
  /** In which the pages are written, as language tags. */
  languages: string[]
  renderError(ctx: KoaContextWithOIDC, out: object, error: Error): Promise<void>
  /** @param form the engine's form, whose hidden fields must be sent back */
  renderSignOut(ctx: KoaContextWithOIDC, form: string): Promise<void>
  renderSignedOut(ctx: KoaContextWithOIDC): Promise<void>
  /** Where a person types the code that a device shows. @param error why the last one was not taken */
  renderUserCode(ctx: KoaContextWithOIDC, error?: Error): Promise<void>
  renderConfirmDevice(ctx: KoaContextWithOIDC, device: DeviceToConfirm): Promise<void>
  /** Signed in; the rest happens on the device. */
  renderDeviceDone(ctx: KoaContextWithOIDC): Promise<void>
}
