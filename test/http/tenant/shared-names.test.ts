/**
 * Tenants that share every name that can be shared: the member's address, the issuer that they trust, its keys' ids and
 * its subjects. What is remembered for one, asked for at the same time, never answers for another.
 */
import { randomUUID } from 'node:crypto'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import type { VaultOfTest } from '../../support/vault-server.ts'
import { startStandIn } from '../../support/vault-stand-in.ts'
import { type Answer, aTenant, basic, ownToken, postJson, type TenantOfTest } from './a-tenant.ts'
import { startTrustedIssuer, type TrustedIssuer } from './trusted-issuer.ts'

const TENANTS = 5
const ROUNDS = 20
const SHARED = 'carol@example.com'

interface Sharing extends TenantOfTest {
  /** What its client shows at `oidcToken`. */
  bearer: string
  audience: string
}

let app: RunningApp
let all: Sharing[]
let login: TrustedIssuer
beforeAll(async () => {
  app = await startApp({ OUTBOUND_ALLOW: '127.0.0.1' })
  login = await startTrustedIssuer()
  all = await Promise.all(Array.from({ length: TENANTS }, sharing))
})
afterAll(async () => {
  await login.stop()
  await app.stop()
})

async function sharing(): Promise<Sharing> {
  const tenant = await aTenant(app)
  const { members } = app.core.tenants
  await members.add(tenant.tenantId, { email: SHARED, scopes: [`of-${tenant.tenantId}`] })
  const audience = `at-${tenant.tenantId}`
  await app.core.tenants.trust(tenant.tenantId, { issuer: login.issuer, audience })
  return { ...tenant, audience, bearer: await ownToken(app, tenant) }
}

/** Each tenant with each other. */
const pairs = () =>
  all.flatMap((ours) => all.filter((theirs) => theirs !== ours).map((theirs) => ({ ours, theirs })))

const redeem = (tenant: Sharing, token: string): Promise<Answer> =>
  postJson(app, '/auth/user/oidcToken', { oidc_token: token }, { authorization: `Bearer ${tenant.bearer}` })

const carol = (tenant: Sharing, claims = {}) =>
  login.idToken({ sub: 'carol', email: SHARED, email_verified: true, aud: tenant.audience, ...claims })

const scopesIn = ({ body }: Answer) => decodeJwt(String(body.access_token)).scopes

test('a member of all of them is told in each what that one allows, whoever else asks at the same time', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const answers = await Promise.all(
      all.map((tenant) => postJson(app, '/auth/user/generateToken', tenant.request(SHARED))),
    )
    expect(answers.map(scopesIn)).toEqual(all.map(({ tenantId }) => [`of-${tenantId}`]))
  }
})

test('a client whose secret was just found good is not known by it to another tenant’s client', async () => {
  const attempts = pairs().flatMap(({ ours, theirs }) => [
    postJson(app, '/auth/user/generateToken', ours.request(SHARED)).then(({ status }) => [status, 200]),
    postJson(app, '/auth/user/generateToken', { ...theirs.request(SHARED), secret_id: ours.secret }).then(
      ({ status }) => [status, 401],
    ),
    postJson(app, '/auth/user/generateToken', { ...ours.request(SHARED), tenant_id: theirs.tenantId }).then(
      ({ status }) => [status, 404],
    ),
  ])
  for (const [status, due] of await Promise.all(attempts)) expect(status).toBe(due)
})

test('a member who is removed from one tenant is a member of the others', async () => {
  const [first, ...others] = all as [Sharing, ...Sharing[]]
  await app.core.tenants.members.remove(first.tenantId, SHARED)
  const ask = ({ request }: Sharing) => postJson(app, '/auth/user/generateToken', request(SHARED))
  expect((await ask(first)).status).toBe(401)
  for (const other of others) expect((await ask(other)).status).toBe(200)
  await app.core.tenants.members.add(first.tenantId, { email: SHARED, scopes: [`of-${first.tenantId}`] })
})

test('each export has its own tenant’s part of a shared member, and no other’s', async () => {
  for (const { ours, theirs } of pairs()) {
    const text = JSON.stringify(await app.core.tenants.export(ours.tenantId))
    expect(text).toContain(`of-${ours.tenantId}`)
    expect(text).not.toContain(theirs.tenantId)
    expect(text).not.toContain(theirs.audience)
  }
})

describe('one issuer that all of them trust', () => {
  test('vouches in each for what it says to that one, with the same nonce to all', async () => {
    const nonce = randomUUID()
    const answers = await Promise.all(all.map(async (one) => redeem(one, await carol(one, { nonce }))))
    expect(answers.map(scopesIn)).toEqual(all.map(({ tenantId }) => [`of-${tenantId}`]))
  })

  test('vouches for nobody at a tenant that the token is not for', async () => {
    const answers = await Promise.all(
      pairs().map(async ({ ours, theirs }) => redeem(ours, await carol(theirs))),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]))
  })

  test('links a subject in the tenant that saw the address, and in no other', async () => {
    const [ours, theirs] = all as [Sharing, Sharing]
    const sub = randomUUID()
    const later = { sub, email: undefined, email_verified: undefined }
    // The address is that of another subject already.
    expect((await redeem(ours, await carol(ours, { sub }))).status).toBe(401)
    await app.core.tenants.members.add(ours.tenantId, { email: 'dave@example.com' })
    await app.core.tenants.members.add(theirs.tenantId, { email: 'dave@example.com' })
    const dave = { sub, email: 'dave@example.com', email_verified: true }
    expect((await redeem(ours, await carol(ours, dave))).status).toBe(200)
    expect((await redeem(ours, await carol(ours, later))).status).toBe(200)
    expect((await redeem(theirs, await carol(theirs, later))).status).toBe(401)
  })
})

test('a key that one tenant remembers of an issuer verifies nothing for another, which sees the keys of today', async () => {
  const issuer = await startTrustedIssuer()
  issuer.answers.headers = { 'cache-control': 'max-age=3600' }
  const [ours, theirs] = all as [Sharing, Sharing]
  for (const { tenantId, audience } of [ours, theirs])
    await app.core.tenants.trust(tenantId, { issuer: issuer.issuer, audience })
  const claims = (tenant: Sharing) => ({
    sub: 'carol',
    email: SHARED,
    email_verified: true,
    aud: tenant.audience,
  })
  expect((await redeem(ours, await issuer.idToken(claims(ours)))).status).toBe(200)
  const old = await issuer.idToken(claims(theirs))
  await issuer.rotate()
  expect((await redeem(theirs, old)).status).toBe(401)
  expect((await redeem(theirs, await issuer.idToken(claims(theirs)))).status).toBe(200)
  await issuer.stop()
})

test('keys of one kid at two issuers are two keys', async () => {
  const [ours, theirs] = all as [Sharing, Sharing]
  const [one, other] = await Promise.all([startTrustedIssuer(), startTrustedIssuer()])
  const kid = 'the-same'
  for (const login of [one, other]) login.answers.jwks = { keys: [{ ...login.publicKeys()[0], kid }] }
  await app.core.tenants.trust(ours.tenantId, { issuer: one.issuer, audience: ours.audience })
  await app.core.tenants.trust(theirs.tenantId, { issuer: other.issuer, audience: theirs.audience })
  const by = (signer: TrustedIssuer, tenant: Sharing, iss: string) =>
    signer.idToken({ sub: 'carol', email: SHARED, email_verified: true, aud: tenant.audience, iss }, { kid })
  for (const round of [1, 2]) {
    expect((await redeem(ours, await by(one, ours, one.issuer))).status, `${round}`).toBe(200)
    expect((await redeem(theirs, await by(other, theirs, other.issuer))).status).toBe(200)
    expect((await redeem(ours, await by(other, ours, one.issuer))).status).toBe(401)
    expect((await redeem(theirs, await by(one, theirs, other.issuer))).status).toBe(401)
    expect((await redeem(ours, await by(other, ours, other.issuer))).status).toBe(401)
  }
  await Promise.all([one.stop(), other.stop()])
})

describe('with Vault', () => {
  let vault: VaultOfTest
  let vaulted: RunningApp
  beforeAll(async () => {
    vault = await startStandIn()
    vaulted = await startApp({ VAULT_ADDR: vault.address, VAULT_TOKEN: vault.rootToken })
  })
  afterAll(async () => {
    await vaulted.stop()
    await vault.stop()
  })

  test('a SecretID that is remembered as good is good for its own client alone', async () => {
    const tenants = await Promise.all(Array.from({ length: TENANTS }, () => aTenant(vaulted)))
    const secrets = new Map<TenantOfTest, string>()
    for (const tenant of tenants) {
      await vault.createRole(tenant.clientId)
      secrets.set(tenant, await vault.createSecret(tenant.clientId))
    }
    const ask = async (tenant: TenantOfTest, of: TenantOfTest) => {
      const body = { ...tenant.request(tenant.member), secret_id: secrets.get(of) }
      return (await postJson(vaulted, '/auth/user/generateToken', body)).status
    }
    for (const _ of [1, 2]) {
      for (const tenant of tenants) {
        const answers = await Promise.all(tenants.map((other) => ask(tenant, other)))
        expect(answers).toEqual(tenants.map((other) => (other === tenant ? 200 : 401)))
      }
    }
    const [first, second] = tenants as [TenantOfTest, TenantOfTest]
    const crossed = { ...first.request(first.member), secret_id: undefined }
    const asSecond = { authorization: basic(second) }
    expect((await postJson(vaulted, '/auth/user/generateToken', crossed, asSecond)).status).toBe(401)
  })
})
