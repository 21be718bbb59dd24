/** The two servers that are compared, each set up and running. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { loadConfig } from '../../src/config/index.ts'
import { type Core, createCore } from '../../src/core.ts'
import { freePort } from '../support/free-port.ts'
import type { BenchStores } from './bench-stores.ts'
import { type ChildServer, startServer } from './child-server.ts'
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

export interface Target extends ChildServer {
  name: 'raw' | 'gatehouse'
  origin: string
  /** Processes that serve. */
  workers: number
  /** Paths, as discovery tells them. */
  endpoints: Record<'authorization' | 'token' | 'userinfo' | 'introspection' | 'jwks', string>
  clientId: string
  /** The client's `Authorization` header. */
  authorization: string
}

type Environment = Record<string, string>
type Prepare = (core: Core, environment: Environment) => Promise<void>

const DISCOVERY = '/.well-known/openid-configuration'

export async function startRaw(folder: string, { redisUrl }: BenchStores): Promise<Target> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const client = { id: 'bench-app', secret: randomBytes(32).toString('base64url') }
  const settings: RawSettings = {
    issuer: origin,
    port,
    client,
    ...(redisUrl === undefined ? {} : { redisUrl }),
  }
  const server = await startServer({
    script: new URL('raw-server.ts', import.meta.url),
    environment: { [RAW_SETTINGS]: JSON.stringify(settings) },
    folder,
    url: origin + DISCOVERY,
  })
  return toTarget('raw', server, origin, client)
}

/**
 * As an operator would run it: `src/main.ts`, with nothing switched off.
 * @param workers processes; @param prepare fills its stores
 */
export async function startGatehouse(
  parent: string,
  stores: BenchStores,
  { workers = 1, prepare }: { workers?: number; prepare?: Prepare } = {},
): Promise<Target> {
  const folder = mkdtempSync(join(parent, 'gatehouse-'))
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const environment: Environment = {
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(port),
    ISSUER: origin,
    DATA_DIR: join(folder, 'data'),
    KEYS_DIR: join(folder, 'keys'),
    LOG_LEVEL: 'warn',
    RATE_LIMIT: 'off',
    SECRETS_KEY: randomBytes(32).toString('base64'),
    WORKERS: String(workers),
    ...stores.environment(),
  }
  const client = await setUp(environment, folder, prepare)
  const server = await startServer({
    script: new URL('../../src/main.ts', import.meta.url),
    environment,
    folder,
    url: origin + DISCOVERY,
  })
  return toTarget('gatehouse', server, origin, client, workers)
}

async function setUp(environment: Environment, folder: string, prepare: Prepare = async () => {}) {
  const core = await createCore(loadConfig(environment, join(folder, '.env')))
  try {
    for (const [alg, uri] of Object.entries(RESOURCES)) {
      await core.resourceServers.create({
        uri,
        alg,
        scope: RESOURCE_SCOPE,
        accessTokenTtlSeconds: ACCESS_TOKEN_SECONDS,
      })
    }
    for (const person of PEOPLE) {
      await core.accounts.create({ ...person, password: PASSWORD, emailVerified: true })
    }
    const { client, secret } = await core.clients.register({
      ...CLIENT,
      resources: Object.values(RESOURCES),
      firstParty: true,
    })
    await prepare(core, environment)
    return { id: client.id, secret: secret ?? '' }
  } finally {
    await core.close()
  }
}

async function toTarget(
  name: Target['name'],
  server: ChildServer,
  origin: string,
  client: { id: string; secret: string },
  workers = 1,
): Promise<Target> {
  const document = (await (await fetch(origin + DISCOVERY)).json()) as Record<string, string>
  const pathOf = (member: string) => new URL(document[member] ?? '', origin).pathname
  return {
    ...server,
    name,
    origin,
    workers,
    endpoints: {
      authorization: pathOf('authorization_endpoint'),
      token: pathOf('token_endpoint'),
      userinfo: pathOf('userinfo_endpoint'),
      introspection: pathOf('introspection_endpoint'),
      jwks: pathOf('jwks_uri'),
    },
    clientId: client.id,
    authorization: `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}`,
  }
}
