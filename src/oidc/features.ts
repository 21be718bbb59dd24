/** Which features of the engine are on; everything not named here is off. */
import type { AccessToken, ClientCredentials, Configuration, RefreshToken } from 'oidc-provider'
import { API_CLIENT_ID, SWAGGER_CLIENT_ID } from '#domain/clients'
import type { ResourceServers } from '#domain/resource-servers'
import type { Secrets } from '#lib/secrets'
import { forEngine } from './engine-errors.ts'
import type { ProtocolPages } from './pages.ts'
import { currentOrigin } from './request-origin.ts'
import { createGetResourceServerInfo, defaultResource } from './resources.ts'
import { tenantMarkIn } from './tenant-marks.ts'
import { checkMayRevoke, mayIntrospect, type TokenCaller } from './token-policies.ts'

type AnyToken = AccessToken | ClientCredentials | RefreshToken

const FOR_ACCOUNT_API = new Set<string | undefined>([API_CLIENT_ID, SWAGGER_CLIENT_ID])

export function createFeatures(deps: {
  resourceServers: ResourceServers
  secrets: Secrets
  pages: ProtocolPages
}): NonNullable<Configuration['features']> {
  return {
    claimsParameter: { enabled: true },
    clientCredentials: { enabled: true },
    deviceFlow: {
      enabled: true,
      charset: 'base-20',
      mask: '****-****',
      deviceInfo: () => ({ ...currentOrigin() }),
      // The engine would show the form for whatever went wrong: a store that is away is no verdict about the code.
      userCodeInputSource: (ctx, _form, out, error) =>
        out !== undefined && error !== undefined && ctx.status >= 500
          ? deps.pages.renderError(ctx, out, error)
          : deps.pages.renderUserCode(ctx, error),
      userCodeConfirmSource: (ctx, _form, client, deviceInfo, userCode) =>
        deps.pages.renderConfirmDevice(ctx, { clientId: client.clientId, userCode, ...deviceInfo }),
      successSource: (ctx) => deps.pages.renderDeviceDone(ctx),
    },
    devInteractions: { enabled: false },
    // Not for keys elsewhere, but for signing in another way: own-signing-key.ts.
    externalSigningSupport: { enabled: true, ack: 'experimental-01' },
    dPoP: { enabled: true, nonceSecret: deps.secrets.key('DPoP nonces') },
    introspection: {
      enabled: true,
      allowedPolicy: async (_ctx, client, token) => {
        const audience = 'aud' in token ? [token.aud ?? []].flat() : []
        const clientId = (token as AnyToken).clientId ?? ''
        const tenantId = 'extra' in token ? tenantMarkIn(token.extra)?.id : undefined
        return mayIntrospect(client as unknown as TokenCaller, { clientId, audience, tenantId })
      },
    },
    pushedAuthorizationRequests: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource,
      getResourceServerInfo: createGetResourceServerInfo(deps.resourceServers),
      // Whoever signed in at a JSON API, or for its documentation, has tokens for it, although the scope would also do
      // for userinfo.
      useGrantedResource: async (_ctx, model) => FOR_ACCOUNT_API.has(model.clientId),
    },
    revocation: {
      enabled: true,
      allowedPolicy: async (_ctx, client, token) => {
        checkMayRevoke(client as unknown as TokenCaller, { clientId: (token as AnyToken).clientId ?? '' })
        return true
      },
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => forEngine(() => deps.pages.renderSignOut(ctx, form)),
      postLogoutSuccessSource: deps.pages.renderSignedOut,
    },
    userinfo: { enabled: true },
  }
}
