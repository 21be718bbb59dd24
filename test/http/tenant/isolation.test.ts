/**
 * Tenants made in parallel, and everything of each tried against every other: ids, secrets, addresses, tokens of every
 * kind, codes, cookies, databases and exports. Nothing may cross, and nothing may have been harmed by the attempts.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as client from 'openid-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Agent, createAgent } from '../../support/agent.ts'
import { type Receiver, startReceiver } from '../../support/receiver.ts'
import { begin, PASSWORD, passInteractions } from '../../support/relying-party.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import {
  aTenant,
  basic,
  isActive,
  ownToken,
  postForm,
  postJson,
  type TenantOfTest,
  TOKEN_EXCHANGE,
} from './a-tenant.ts'
import { AUDIENCE, startTrustedIssuer, type TrustedIssuer } from './trusted-issuer.ts'

const TENANTS = 10
const LEAST_ATTEMPTS = 10_000
const AT_ONCE = 32
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token'
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token'

interface Held extends TenantOfTest {
  /** Everything that can be introspected. */
  tokens: Record<'own' | 'user' | 'admin' | 'person' | 'refresh', string>
  idToken: string
  code: { callback: URL; verifier: string }
  agent: Agent
  /** Of the issuer that this tenant alone trusts. */
  login: TrustedIssuer
}

let app: RunningApp
let all: Held[]
/** Who is told of all that happens. */
let receiver: Receiver
beforeAll(async () => {
  app = await startApp({ OUTBOUND_ALLOW: '127.0.0.1', RATE_LIMIT: 'off' })
  receiver = await startReceiver()
  await app.core.webhooks.create({ url: receiver.url, events: [] })
  const tenants = await Promise.all(Array.from({ length: TENANTS }, (_, n) => aTenant(app, `Tenant ${n}`)))
  all = await Promise.all(tenants.map(equip))
})
afterAll(async () => {
  await Promise.all(all.map(({ login }) => login.stop()))
  await app.stop()
  await receiver.stop()
})

async function equip(tenant: TenantOfTest): Promise<Held> {
  const login = await startTrustedIssuer()
  await app.core.tenants.trust(tenant.tenantId, { issuer: login.issuer, audience: AUDIENCE })
  await app.core.accounts.create({ email: tenant.admin, password: PASSWORD, emailVerified: true })
  const application = async (path: string) =>
    String((await postJson(app, path, tenant.request(tenant.admin))).body.access_token)
  const config = await client.discovery(new URL(app.issuer), tenant.clientId, tenant.secret, undefined, {
    execute: [client.allowInsecureRequests],
  })
  const agent = createAgent(app.issuer)
  const authorize = async () => {
    const rp = { ...tenant, config }
    const { url, checks } = await begin(rp, { scope: 'openid email offline_access', prompt: 'consent' })
    return { callback: await passInteractions(agent, await agent.get(url), tenant.admin), checks }
  }
  const { callback, checks } = await authorize()
  const person = await client.authorizationCodeGrant(config, callback, checks)
  const unused = await authorize()
  return {
    ...tenant,
    tokens: {
      own: await ownToken(app, tenant),
      user: await application('/auth/user/generateToken'),
      admin: await application('/auth/admin/generateToken'),
      person: person.access_token,
      refresh: person.refresh_token ?? '',
    },
    idToken: String(person.id_token),
    code: { callback: unused.callback, verifier: unused.checks.pkceCodeVerifier },
    agent,
    login,
  }
}

/** One thing to try, and what is true where it is refused. */
interface Attempt {
  name: string
  isRefused(): Promise<boolean>
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const statusOf = async (answer: Promise<{ status: number }>) => (await answer).status

/** Every mixture of what two tenants have, but those that are one tenant's alone. */
function mixtures(ours: Held, theirs: Held): Attempt[] {
  const requests = [ours.request(ours.admin), theirs.request(theirs.admin)]
  const names = Object.keys(requests[0] ?? {})
  return Array.from({ length: 2 ** names.length - 2 }, (_, index) => index + 1).flatMap((bits) => {
    const request = Object.fromEntries(
      names.map((name, place) => [name, requests[(bits >> place) & 1]?.[name]]),
    )
    return ['user', 'admin'].map((plane) => ({
      name: `${plane} mixture ${bits.toString(2)}`,
      isRefused: async () =>
        [401, 404].includes(await statusOf(postJson(app, `/auth/${plane}/generateToken`, request))),
    }))
  })
}

/** What the client of one tenant tries with what it has of another. */
function tokenAttempts(ours: Held, theirs: Held): Attempt[] {
  const refused = (name: string, answer: () => Promise<{ status: number }>): Attempt => ({
    name,
    isRefused: async () => [400, 401, 404].includes(await statusOf(answer())),
  })
  const exchange = (fields: Record<string, string>) =>
    postForm(app, '/oauth/token', { grant_type: TOKEN_EXCHANGE, ...fields }, ours)
  const subject = { subject_token: ours.tokens.user, subject_token_type: ACCESS_TOKEN }
  const { secret_id: _ours, ...named } = ours.request(ours.admin)
  const { secret_id: _theirs, ...theirNames } = theirs.request(theirs.admin)
  return [
    ...Object.entries(theirs.tokens).flatMap(([kind, token]) => [
      { name: `introspect ${kind}`, isRefused: async () => !(await isActive(app, token, ours)) },
      {
        name: `revoke ${kind}`,
        // An unknown token is nothing to revoke, and no error (RFC 7009 §2.2): what counts is that it lives on.
        isRefused: async () => {
          await postForm(app, '/oauth/revoke', { token }, ours)
          return isActive(app, token, theirs)
        },
      },
      refused(`exchange ${kind}`, () => exchange({ subject_token: token, subject_token_type: ACCESS_TOKEN })),
      refused(`act by ${kind}`, () =>
        exchange({ ...subject, actor_token: token, actor_token_type: ACCESS_TOKEN }),
      ),
      refused(`ask as ${kind}`, () => postJson(app, '/auth/user/generateToken', named, bearer(token))),
      refused(`own ID token by ${kind}`, () =>
        postJson(app, '/auth/user/oidcToken', { oidc_token: ours.idToken }, bearer(token)),
      ),
      refused(`refresh ${kind}`, () =>
        postForm(app, '/oauth/token', { grant_type: 'refresh_token', refresh_token: token }, ours),
      ),
    ]),
    ...Object.entries(ours.tokens).map(([kind, token]) =>
      refused(`their names by our ${kind}`, () =>
        postJson(app, '/auth/admin/generateToken', theirNames, bearer(token)),
      ),
    ),
    refused('exchange their ID token', () =>
      exchange({ subject_token: theirs.idToken, subject_token_type: ID_TOKEN }),
    ),
    refused('their ID token by our own', () =>
      postJson(app, '/auth/admin/oidcToken', { oidc_token: theirs.idToken }, bearer(ours.tokens.own)),
    ),
    refused('their issuer by our own', async () => {
      const person = { sub: 'x', email: ours.admin, email_verified: true }
      const token = await theirs.login.idToken(person)
      return postJson(app, '/auth/user/oidcToken', { oidc_token: token }, bearer(ours.tokens.own))
    }),
    refused('a token for their API', () =>
      exchange({ ...subject, audience: `${app.issuer}/tenants/${theirs.tenantId}` }),
    ),
    refused('their names by Basic', () =>
      postJson(app, '/auth/user/generateToken', theirNames, { authorization: basic(ours) }),
    ),
    refused('their code', () => {
      const { callback, verifier } = theirs.code
      const code = callback.searchParams.get('code') ?? ''
      const redirect = { redirect_uri: 'https://app.example.com/callback', code_verifier: verifier }
      return postForm(app, '/oauth/token', { grant_type: 'authorization_code', code, ...redirect }, ours)
    }),
  ]
}

/** What one tenant's database says about the other's people. */
function dataAttempts(ours: Held, theirs: Held): Attempt[] {
  const { members, explain } = app.core.tenants
  const id = ours.tenantId as Parameters<typeof members.find>[0]
  const thrown = (work: Promise<unknown>) => work.then(() => false).catch(() => true)
  return [
    ...[theirs.admin, theirs.member].flatMap((email) => [
      { name: `find ${email}`, isRefused: async () => (await members.find(id, email)) === undefined },
      { name: `remove ${email}`, isRefused: () => thrown(members.remove(id, email)) },
      {
        name: `explain ${email}`,
        isRefused: () => thrown(explain({ tenantId: id, email, clientId: ours.clientId })),
      },
    ]),
    {
      name: 'explain by their client',
      isRefused: () => thrown(explain({ tenantId: id, email: ours.admin, clientId: theirs.clientId })),
    },
    {
      name: 'export',
      isRefused: async () => {
        const text = JSON.stringify(await app.core.tenants.export(id))
        return ![theirs.tenantId, theirs.projectId, theirs.admin, theirs.member].some((word) =>
          text.includes(word),
        )
      },
    },
    {
      name: 'file',
      isRefused: async () => {
        const file = join(app.dataDir, 'tenants', `${ours.tenantId}.sqlite`)
        const text = [file, `${file}-wal`].map((path) => readFileSync(path, 'latin1')).join('')
        return text.includes(ours.admin) && !text.includes(theirs.admin)
      },
    },
  ]
}

async function tryAll(attempts: Attempt[]): Promise<string[]> {
  const succeeded: string[] = []
  const left = attempts.values()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const { name, isRefused } of left) if (!(await isRefused())) succeeded.push(name)
    }),
  )
  return succeeded
}

test('nothing of one tenant is good against another, in ten thousand attempts', {
  timeout: 600_000,
}, async () => {
  const pairs = all.flatMap((ours) =>
    all.filter((theirs) => theirs !== ours).map((theirs) => ({ ours, theirs })),
  )
  const attempts = pairs.flatMap(({ ours, theirs }) =>
    [mixtures, tokenAttempts, dataAttempts].flatMap((kind) =>
      kind(ours, theirs).map(({ name, isRefused }) => ({
        name: `${ours.tenantId} → ${theirs.tenantId}: ${name}`,
        isRefused,
      })),
    ),
  )
  expect(attempts.length).toBeGreaterThan(LEAST_ATTEMPTS)
  console.log(`${attempts.length} attempts to cross between ${TENANTS} tenants`)
  expect(await tryAll(attempts)).toEqual([])
})

test('each event that a webhook is told of is of one tenant, and says nothing of any other', async () => {
  const words = all.map(({ tenantId, projectId, clientId, admin, member }) => [
    ...[tenantId, projectId, clientId, admin.toLowerCase(), member.toLowerCase()],
  ])
  const tokenEvents = () => receiver.delivered.filter(({ body }) => /"type":"Token/.test(body))
  for (const { clientId } of all) {
    await expect
      .poll(() => tokenEvents().some(({ body }) => body.includes(clientId)), { timeout: 110_000 })
      .toBe(true)
  }
  for (const { body } of receiver.delivered) {
    const text = body.toLowerCase()
    const named = words.filter((theirs) => theirs.some((word) => text.includes(word.toLowerCase())))
    expect(named.length, body).toBeLessThanOrEqual(1)
    for (const { tokens, idToken, secret } of all) {
      for (const held of [...Object.values(tokens), idToken, secret]) expect(body).not.toContain(held)
    }
  }
  for (const { body } of tokenEvents()) {
    const { data } = JSON.parse(body) as { data: { client_id: string } }
    expect(all.map(({ clientId }) => clientId)).toContain(data.client_id)
  }
})

test('a browser’s cookie of one person opens nothing of another tenant’s', async () => {
  for (const [index, ours] of all.entries()) {
    const theirs = all[(index + 1) % all.length] as Held
    const config = await client.discovery(new URL(app.issuer), theirs.clientId, theirs.secret, undefined, {
      execute: [client.allowInsecureRequests],
    })
    const { url, checks } = await begin({ ...theirs, config })
    const callback = await passInteractions(ours.agent, await ours.agent.get(url), ours.admin)
    const tokens = await client.authorizationCodeGrant(config, callback, checks)
    const answer = await postJson(
      app,
      '/auth/user/oidcToken',
      { oidc_token: tokens.id_token },
      bearer(theirs.tokens.own),
    )
    expect(answer.status).toBe(401)
  }
})

test('and every tenant has what it had: its tokens live, and its ID token can be redeemed', async () => {
  for (const tenant of all) {
    for (const token of Object.values(tenant.tokens)) expect(await isActive(app, token, tenant)).toBe(true)
    const redeemed = await postJson(
      app,
      '/auth/user/oidcToken',
      { oidc_token: tenant.idToken },
      bearer(tenant.tokens.own),
    )
    expect(redeemed.status).toBe(200)
  }
})
