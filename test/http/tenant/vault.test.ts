/** SecretIDs of Vault at the tenant API, and the master key in Vault. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import type { VaultOfTest } from '../../support/vault-server.ts'
import { startStandIn } from '../../support/vault-stand-in.ts'
import { aTenant, basic, postJson, type TenantOfTest } from './a-tenant.ts'

const PATH = '/auth/user/generateToken'

let vault: VaultOfTest
let app: RunningApp
let ours: TenantOfTest
beforeAll(async () => {
  vault = await startStandIn()
  await vault.writeSecret('gatehouse', { master: randomBytes(32).toString('base64') })
  app = await startApp({
    VAULT_ADDR: vault.address,
    VAULT_TOKEN: vault.rootToken,
    SECRETS_KEY: 'vault:secret/gatehouse#master',
  })
})
beforeEach(async () => {
  ours = await aTenant(app)
  await vault.createRole(ours.clientId)
})
afterAll(async () => {
  await app.stop()
  await vault.stop()
})

const ask = (secret: string) => postJson(app, PATH, { ...ours.request(ours.member), secret_id: secret })

test('a SecretID of the client’s role makes a token; its own secret or another role’s does not', async () => {
  const other = await aTenant(app, 'Other')
  await vault.createRole(other.clientId)
  expect((await ask(await vault.createSecret(ours.clientId))).status).toBe(200)
  expect((await ask(await vault.createSecret(other.clientId))).status).toBe(401)
  expect((await ask(ours.secret)).status).toBe(401)
})

test('without a SecretID the client’s own secret is good as ever', async () => {
  const { secret_id: _secret, ...request } = ours.request(ours.member)
  expect((await postJson(app, PATH, request, { authorization: basic(ours) })).status).toBe(200)
})

test('a Vault that is sealed or away is 503, for a good secret and a bad one, a member and a stranger', async () => {
  const secret = await vault.createSecret(ours.clientId)
  for (const [end, begin] of [
    [vault.seal, vault.unseal],
    [vault.goAway, vault.comeBack],
  ] as const) {
    await end()
    const stranger = { ...ours.request('nobody@example.com'), secret_id: 'x' }
    const answers = [await ask(secret), await ask('wrong'), await postJson(app, PATH, stranger)]
    await begin()
    for (const { status, body, headers } of answers) {
      expect({ status, error: body.error }).toEqual({ status: 503, error: 'temporarily_unavailable' })
      expect(headers.get('retry-after')).toBe('5')
      expect(JSON.stringify(body)).not.toMatch(/vault|seal/i)
    }
  }
  expect((await ask(secret)).status).toBe(200)
})
