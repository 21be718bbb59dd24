/** Connecting a device (RFC 8628 §3.3): typing its code, seeing it once more, and the end of it. */
import type { Clients } from '#domain/clients'
import { ENDPOINTS, type ProtocolPages } from '#oidc'
import { deviceCodePage, deviceConfirmPage, deviceDonePage } from '#views/pages/device'
import type { Branding } from '../branding.ts'
import { type FrameOf, sendPage } from '../frame.ts'

type DevicePages = Pick<ProtocolPages, 'renderUserCode' | 'renderConfirmDevice' | 'renderDeviceDone'>
type Context = Parameters<DevicePages['renderUserCode']>[0]

export interface DeviceDependencies {
  branding: Branding
  clients: Pick<Clients, 'get'>
  frameOf: FrameOf
}

const ACTION = ENDPOINTS.code_verification
/** Codes are far shorter; what is longer is not worth showing again. */
const MAX_CODE_LENGTH = 20

export function devicePages({ branding, clients, frameOf }: DeviceDependencies): DevicePages {
  return {
    async renderUserCode(ctx, error) {
      const frame = frameOf(ctx)
      ctx.state.userCodeUnknown = error?.name === 'NotFoundError'
      if (error?.name === 'AbortedError')
        return sendPage(ctx, frame, deviceDonePage({ frame, connected: false }))
      const page = deviceCodePage({
        frame,
        action: ACTION,
        fields: { xsrf: secretOf(ctx) },
        ...(error === undefined ? {} : { error: frame.messages.device.unknown, userCode: typedCode(ctx) }),
      })
      sendPage(ctx, frame, page)
    },
    async renderConfirmDevice(ctx, { clientId, userCode }) {
      const client = await clients.get(clientId)
      const frame = { ...frameOf(ctx), accent: await branding.accentOf(client) }
      const page = deviceConfirmPage({
        frame,
        action: ACTION,
        fields: { xsrf: secretOf(ctx), user_code: userCode },
        clientName: client.name,
        face: await branding.faceOf(client),
        userCode,
      })
      sendPage(ctx, frame, page)
    },
    async renderDeviceDone(ctx) {
      const frame = frameOf(ctx)
      sendPage(ctx, frame, deviceDonePage({ frame, connected: true }))
    },
  }
}

function secretOf(ctx: Context): string {
  return String(ctx.oidc.session?.state?.secret)
}

function typedCode(ctx: Context): string {
  return String(ctx.oidc.params?.user_code ?? '').slice(0, MAX_CODE_LENGTH)
}
