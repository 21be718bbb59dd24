/**
 * Stock oidc-provider and no more around it than a sign-in needs: what Gatehouse is measured against. It works in
 * memory, or keeps everything in Redis, its client and its person too, since Gatehouse's are in a store. Its features,
 * clients, keys, resource servers and claims are those that Gatehouse runs with here. Its passwords go through the same
 * argon2id, by the package of that name; decision 15 says what Gatehouse's own choice comes to.
 */
import { availableParallelism } from 'node:os'
import argon2 from 'argon2'
import { exportJWK, generateKeyPair } from 'jose'
import { type Account, type Configuration, type JWKS, Provider } from 'oidc-provider'
import pLimit from 'p-limit'
import { SIGNING_ALGS } from '../../src/domain/signing-keys/index.ts'
import { readForm } from '../../src/lib/read-form.ts'
import { CLAIMS_BY_SCOPE, OIDC_SCOPES } from '../../src/oidc/scopes.ts'
import {
  ACCESS_TOKEN_SECONDS,
  CLIENT,
  PASSWORD,
  PEOPLE,
  RAW_SETTINGS,
  type RawSettings,
  RESOURCE_SCOPE,
  RESOURCES,
} from './fixture.ts'
import { createRedisAdapter, openRawRedis } from './raw-redis-adapter.ts'

const { issuer, port, client, redisUrl } = JSON.parse(process.env[RAW_SETTINGS] ?? '') as RawSettings

const passwordHash = await argon2.hash(PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
/** More at once than there are processors would take one another's cache. */
const hashing = pLimit(availableParallelism())
const people = PEOPLE.map((person, n) => ({ id: `person-${n}`, passwordHash, ...person }))
type Person = (typeof people)[number]
const known = new Map(people.flatMap((person) => [person.id, person.email].map((key) => [key, person])))
const redis = redisUrl === undefined ? undefined : openRawRedis(redisUrl)
const algOf = new Map<string, string>(Object.entries(RESOURCES).map(([alg, uri]) => [uri, alg]))

async function generateKeys(): Promise<JWKS> {
  const keys = SIGNING_ALGS.map(async (alg) => {
    const { privateKey } = await generateKeyPair(alg, { extractable: true })
    return { ...(await exportJWK(privateKey)), alg, use: 'sig' }
  })
  return { keys: await Promise.all(keys) } as JWKS
}

/** By id, and for the sign-in by e-mail. */
async function personBy(key: string): Promise<Person | undefined> {
  if (redis === undefined) return known.get(key)
  const text = await redis.get(`person:${key}`)
  return text === null ? undefined : JSON.parse(text)
}

async function accountOf(sub: string): Promise<Account | undefined> {
  const account = await personBy(sub)
  if (account === undefined) return undefined
  const { id, name, email } = account
  return { accountId: id, claims: () => ({ sub: id, name, email, email_verified: true, updated_at: 0 }) }
}

/** Everything asked for, without a question: what oidc-provider's documentation says to do for one's own clients. */
async function grantAll(accountId: string, clientId: string) {
  const grant = new provider.Grant({ accountId, clientId })
  grant.addOIDCScope(OIDC_SCOPES.join(' '))
  for (const uri of algOf.keys()) grant.addResourceScope(uri, RESOURCE_SCOPE)
  await grant.save()
  return grant
}

const registration = {
  client_id: client.id,
  client_secret: client.secret,
  client_name: CLIENT.name,
  grant_types: CLIENT.grantTypes,
  redirect_uris: CLIENT.redirectUris,
  response_types: ['code' as const],
}

if (redis !== undefined) {
  await createRedisAdapter(redis, 'Client').upsert(client.id, registration, 0)
  for (const [key, person] of known) await redis.set(`person:${key}`, JSON.stringify(person))
}

const configuration: Configuration = {
  ...(redis === undefined
    ? { clients: [registration] }
    : { adapter: (name: string) => createRedisAdapter(redis, name) }),
  claims: Object.fromEntries(Object.entries(CLAIMS_BY_SCOPE).map(([scope, claims]) => [scope, [...claims]])),
  cookies: { keys: ['a key of the bench'] },
  features: {
    claimsParameter: { enabled: true },
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    introspection: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (_ctx, uri) => ({
        scope: RESOURCE_SCOPE,
        audience: uri,
        accessTokenTTL: ACCESS_TOKEN_SECONDS,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: algOf.get(uri) as 'ES256' } },
      }),
    },
    revocation: { enabled: true },
  },
  findAccount: (_ctx, sub) => accountOf(sub),
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  jwks: await generateKeys(),
  loadExistingGrant(ctx) {
    const { result, session } = ctx.oidc
    const grantId = result?.consent?.grantId ?? session?.grantIdFor(client.id)
    if (grantId !== undefined) return provider.Grant.find(grantId)
    return grantAll(session?.accountId ?? '', client.id)
  },
  pkce: { required: () => true },
  responseTypes: ['code'],
  rotateRefreshToken: true,
  scopes: [...OIDC_SCOPES],
}

const provider = new Provider(issuer, configuration)

provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith('/interaction/')) return next()
  const interaction = await provider.interactionDetails(ctx.req, ctx.res)
  const finish = async (result: Parameters<Provider['interactionResult']>[2]) => {
    ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result))
    ctx.status = 303
  }
  if (ctx.method === 'POST') {
    const form = await readForm(ctx.req, 64 * 1024)
    const [username, password] = form.ok
      ? [form.fields.get('username'), form.fields.get('current-password')]
      : []
    const account = await personBy(username ?? '')
    const matches =
      account !== undefined && (await hashing(() => argon2.verify(account.passwordHash, password ?? '')))
    if (!matches) ctx.throw(400)
    else await finish({ login: { accountId: account.id, remember: false } })
  } else if (interaction.prompt.name === 'login') {
    ctx.type = 'html'
    ctx.body = `<form method="post" action="${ctx.path}"><input name="username"><input name="current-password"></form>`
  } else {
    const grant = await grantAll(interaction.session?.accountId ?? '', client.id)
    await finish({ consent: { grantId: grant.jti } })
  }
})

provider.listen(port, '127.0.0.1')
