/** What gatehouse client … refuses, and in which words. */
import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CommandLine, openCommandLine } from './command-line.ts'

const REDIRECT = ['--redirect-uri', 'https://app.example.com/cb']

let line: CommandLine
beforeAll(async () => {
  line = await openCommandLine()
})
afterAll(() => line.remove())

describe('what is refused', () => {
  test.each([
    ['plain http', ['--redirect-uri', 'http://evil.example'], /https/],
    ['a script', ['--redirect-uri', 'javascript:alert(1)'], /javascript/],
    ['a fragment', ['--redirect-uri', 'https://app.example/#x'], /fragment/],
    ['a wildcard', ['--redirect-uri', 'https://*.example.com/cb'], /wildcard/],
    [
      'a bad address after logout',
      [...REDIRECT, '--post-logout-redirect-uri', 'http://evil.example'],
      /post_logout/,
    ],
    ['no redirect URI', [], /redirect_uris/],
    ['an unknown grant', [...REDIRECT, '--grant', 'password'], /grant_types/],
    ['a public machine', ['--public', '--grant', 'client_credentials'], /client_credentials/],
    ['a public client without PKCE', [...REDIRECT, '--public', '--pkce', 'optional'], /pkce/],
    ['an unknown way to authenticate', [...REDIRECT, '--auth-method', 'plain'], /token_endpoint_auth_method/],
    ['private_key_jwt without keys', [...REDIRECT, '--auth-method', 'private_key_jwt'], /jwks/],
    ['a name of two lines', [...REDIRECT, '--name=A\nclient_secret  gcs_forged'], /client_name/],
    ['a name that steers the terminal', [...REDIRECT, '--name=\u001b]0;title\u0007'], /client_name/],
  ])('%s', async (_what, args, words) => {
    const name = args.some((arg) => arg.startsWith('--name')) ? [] : ['--name', 'App']
    const stderr = await line.refused(['client', 'create', ...name, ...args])
    expect(stderr).toMatch(words)
    expect(stderr.trimEnd()).not.toMatch(/\p{Cc}/u)
  })

  test('an update that would break the whole, which stays as it was', async () => {
    const { client_id } = await line.json(['client', 'create', '--name', 'App', ...REDIRECT])
    const before = await line.json(['client', 'show', String(client_id)])
    expect(await line.refused(['client', 'update', String(client_id), '--redirect-uri', ''])).toMatch(
      /redirect_uris/,
    )
    expect(await line.json(['client', 'show', String(client_id)])).toEqual(before)
  })

  test('a private key, which is not repeated', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const jwk = privateKey.export({ format: 'jwk' })
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
    const files = [
      await line.file('private.json', JSON.stringify({ keys: [jwk] })),
      await line.file('private.pem', pem),
    ]
    for (const file of files) {
      const stderr = await line.refused(['client', 'create', '--name', 'A', ...REDIRECT, '--jwks-file', file])
      expect(stderr).toMatch(/public keys only|does not hold JSON/)
      expect(stderr).not.toContain(jwk.d)
      expect(stderr).not.toContain('PRIVATE')
    }
  })

  test('a key file that is not there', async () => {
    const args = ['client', 'create', '--name', 'A', ...REDIRECT, '--jwks-file', 'nowhere.json']
    expect(await line.refused(args)).toMatch(/nowhere\.json cannot be read/)
  })

  test.each([
    ['a secret for a public client', ['--public', '--auth-method', 'client_secret_basic'], /--public/],
    ['keys for a public client', ['--public', '--jwks-uri', 'https://app.example/jwks'], /--public/],
    ['keys twice', ['--jwks-file', 'a', '--jwks-uri', 'https://app.example/jwks'], /--jwks-uri/],
    ['a value twice', ['--scope', 'openid', '--scope', 'email'], /--scope/],
    ['an unknown option', ['--secret', 'x'], /--secret/],
    ['an option without its value', ['--scope'], /--scope/],
    ['an argument too many', ['extra'], /"extra"/],
  ])('a wrong call: %s', async (_what, args, words) => {
    const stderr = await line.refused(['client', 'create', '--name', 'App', ...REDIRECT, ...args], 2)
    expect(stderr).toMatch(words)
    expect(stderr).toContain('usage: gatehouse client create --name N [--redirect-uri U]…')
  })

  test('a wrong call: no name, no id', async () => {
    expect(await line.refused(['client', 'create', ...REDIRECT], 2)).toMatch(/--name is needed\nusage: /)
    expect(await line.refused(['client', 'show'], 2)).toMatch(/ID is needed\nusage: gatehouse client show ID/)
    const both = ['client', 'update', 'x', '--first-party', '--no-first-party']
    expect(await line.refused(both, 2)).toMatch(/usage: gatehouse client update ID/)
  })
})
