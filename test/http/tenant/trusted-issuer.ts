/** Another OpenID provider, as far as its ID tokens are concerned, over a real socket. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'

export interface TrustedIssuer {
  issuer: string
  /** Requests for the two documents, in order. */
  asked: string[]
  /** What it answers instead, where that is set; and the headers of its answers. */
  answers: { discovery?: unknown; jwks?: unknown; status?: number; headers?: Record<string, string> }
  /** An ID token; claims that are undefined are left out. */
  idToken(claims?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>
  /** Signs with a new key from now on. @param keep whether the old one stays published */
  rotate(keep?: boolean): Promise<void>
  publicKeys(): JWK[]
  stop(): Promise<void>
}

export const AUDIENCE = 'acme-at-login'

export async function startTrustedIssuer(): Promise<TrustedIssuer> {
  const keys: { kid: string; privateKey: CryptoKey; publicJwk: JWK }[] = []
  const asked: string[] = []
  const answers: TrustedIssuer['answers'] = {}
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const isDiscovery = request.url === '/.well-known/openid-configuration'
    const usual = isDiscovery ? { issuer, jwks_uri: `${issuer}/keys` } : { keys: publicKeys() }
    response.writeHead(answers.status ?? 200, { 'content-type': 'application/json', ...answers.headers })
    response.end(JSON.stringify((isDiscovery ? answers.discovery : answers.jwks) ?? usual))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const publicKeys = () => keys.map(({ publicJwk }) => publicJwk)

  async function rotate(keep = false): Promise<void> {
    if (!keep) keys.length = 0
    const kid = crypto.randomUUID()
    const { privateKey, publicKey } = await generateKeyPair('RS256')
    keys.push({
      kid,
      privateKey,
      publicJwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' },
    })
  }

  await rotate()
  return {
    issuer,
    asked,
    answers,
    rotate,
    publicKeys,
    idToken(claims = {}, header = {}) {
      const { kid, privateKey } = keys.at(-1) as (typeof keys)[0]
      const now = Math.floor(Date.now() / 1000)
      const all = {
        iss: issuer,
        aud: AUDIENCE,
        iat: now,
        exp: now + 300,
        nonce: crypto.randomUUID(),
        ...claims,
      }
      const payload = JSON.parse(JSON.stringify(all)) as Record<string, unknown>
      return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid, ...header }).sign(privateKey)
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
