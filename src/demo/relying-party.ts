/** The app half of OpenID Connect, by a certified client library: what any third-party app would do. */
import * as oidc from 'openid-client'
import { DEMO_SCOPE, demoResource } from './register.ts'

export interface SignedIn {
  idToken: string
  idTokenClaims: Record<string, unknown>
  userinfo: Record<string, unknown>
  scope: string
  /** Milliseconds since the epoch. */
  expiresAt: number
  refreshToken: string | undefined
}

export interface RelyingParty {
  /** The URL to send the browser to, and what must be remembered until it comes back. */
  begin(): Promise<{ url: string; state: string; codeVerifier: string; nonce: string }>
  /** @throws when the answer is not one to what was begun */
  complete(callback: URL, begun: { state: string; codeVerifier: string; nonce: string }): Promise<SignedIn>
  refresh(signedIn: SignedIn): Promise<SignedIn>
  /** Gets an access token for the protected API and calls it. */
  callApi(signedIn: SignedIn): Promise<{ signedIn: SignedIn; status: number; body: unknown }>
  signOutUrl(signedIn: SignedIn | undefined): Promise<string>
}

const SCOPE = `openid profile email offline_access ${DEMO_SCOPE}`

export function createRelyingParty(settings: {
  issuer: string
  clientId: string
  clientSecret: string
}): RelyingParty {
  const { issuer, clientId, clientSecret } = settings
  const redirectUri = `${issuer}/demo/callback`
  const resource = demoResource(issuer)
  let discovered: Promise<oidc.Configuration> | undefined

  /** Found when it is first needed, and again after a failure. */
  async function configuration(): Promise<oidc.Configuration> {
    discovered ??= oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, {
      execute: issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [],
    })
    try {
      return await discovered
    } catch (error) {
      discovered = undefined
      throw error
    }
  }

  async function refreshed(signedIn: SignedIn, parameters: Record<string, string>) {
    const config = await configuration()
    const tokens = await oidc.refreshTokenGrant(config, signedIn.refreshToken ?? '', parameters)
    return {
      config,
      tokens,
      next: { ...signedIn, refreshToken: tokens.refresh_token ?? signedIn.refreshToken },
    }
  }

  return {
    async begin() {
      const config = await configuration()
      const codeVerifier = oidc.randomPKCECodeVerifier()
      const state = oidc.randomState()
      const nonce = oidc.randomNonce()
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: SCOPE,
        resource,
        prompt: 'consent',
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      })
      return { url: url.href, state, codeVerifier, nonce }
    },
    async complete(callback, { state, codeVerifier, nonce }) {
      const config = await configuration()
      const tokens = await oidc.authorizationCodeGrant(config, callback, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
        idTokenExpected: true,
      })
      return signedInBy(config, tokens)
    },
    async refresh(signedIn) {
      const { config, tokens, next } = await refreshed(signedIn, {})
      return { ...next, ...(await signedInBy(config, tokens)), refreshToken: next.refreshToken }
    },
    async callApi(signedIn) {
      const { tokens, next } = await refreshed(signedIn, { resource })
      const headers = { authorization: `Bearer ${tokens.access_token}` }
      const response = await fetch(resource, { headers })
      return { signedIn: next, status: response.status, body: await response.json() }
    },
    async signOutUrl(signedIn) {
      const parameters = {
        post_logout_redirect_uri: `${issuer}/demo`,
        client_id: clientId,
        ...(signedIn === undefined ? {} : { id_token_hint: signedIn.idToken }),
      }
      return oidc.buildEndSessionUrl(await configuration(), parameters).href
    },
  }
}

type Tokens = Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>

async function signedInBy(config: oidc.Configuration, tokens: Tokens): Promise<SignedIn> {
  const claims = tokens.claims()
  if (claims === undefined || tokens.id_token === undefined) throw new Error('the provider sent no ID token')
  return {
    idToken: tokens.id_token,
    idTokenClaims: { ...claims },
    userinfo: { ...(await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)) },
    scope: tokens.scope ?? SCOPE,
    expiresAt: Date.now() + (tokens.expiresIn() ?? 0) * 1000,
    refreshToken: tokens.refresh_token,
  }
}
