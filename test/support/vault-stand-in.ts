/**
 * A stand-in for Vault, written from what OpenBao 2.4.0 was seen to answer: AppRole, KV version 2, tokens, sealing. It is
 * strict: a request that it does not know is a 400 with a text, which no test takes for an answer.
 */
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { VaultOfTest } from './vault-server.ts'

interface Role {
  roleId: string
  /** By secret; milliseconds since the epoch, null for never. */
  secrets: Map<string, number | null>
}

interface Secret {
  version: number
  /** Null for a version that was deleted. */
  data: unknown
}

interface Answer {
  status: number
  body?: unknown
}

const denied: Answer = { status: 403, body: { errors: ['permission denied'] } }
const absent: Answer = { status: 404, body: { errors: [] } }
const MOUNT = 'secret'
const NEVER = '0001-01-01T00:00:00Z'

export async function startStandIn(): Promise<VaultOfTest> {
  const rootToken = `s.${randomUUID()}`
  const tokens = new Map<string, { endsAt: number; ttl: number }>()
  const roles = new Map<string, Role>()
  const secrets = new Map<string, Secret>()
  const asked: string[] = []
  let isSealed = false
  let isAway = false

  const isRoot = ({ headers }: IncomingMessage) => headers['x-vault-token'] === rootToken

  function mayAsk(request: IncomingMessage): boolean {
    const token = String(request.headers['x-vault-token'] ?? '')
    return isRoot(request) || (tokens.get(token)?.endsAt ?? 0) > Date.now()
  }

  function logIn({ role_id, secret_id }: Record<string, unknown>): Answer {
    const role = [...roles.values()].find(({ roleId }) => roleId === role_id)
    if (!role?.secrets.has(String(secret_id)))
      return { status: 400, body: { errors: ['invalid role or secret ID'] } }
    const token = `s.${randomUUID()}`
    tokens.set(token, { endsAt: Date.now() + standIn.tokenSeconds * 1000, ttl: standIn.tokenSeconds })
    return { status: 200, body: envelope(null, lease(token)) }
  }

  const lease = (token: string) => ({
    client_token: token,
    lease_duration: standIn.tokenSeconds,
    renewable: true,
  })

  function aboutToken(path: string, request: IncomingMessage): Answer | undefined {
    const token = String(request.headers['x-vault-token'])
    if (path === 'auth/token/lookup-self') {
      const ttl = tokens.get(token)?.ttl ?? 0
      return { status: 200, body: envelope({ ttl, renewable: ttl > 0 }) }
    }
    if (path !== 'auth/token/renew-self') return undefined
    const known = tokens.get(token)
    if (known === undefined) return { status: 400, body: { errors: ['lease is not renewable'] } }
    known.endsAt = Date.now() + standIn.tokenSeconds * 1000
    return { status: 200, body: envelope(null, lease(token)) }
  }

  function aboutRole(path: string, body: Record<string, unknown>): Answer | undefined {
    const [, name = '', rest] = /^auth\/approle\/role\/([^/]+)\/(role-id|secret-id\/lookup)$/.exec(path) ?? []
    const role = roles.get(name)
    if (rest === 'role-id') return role ? { status: 200, body: envelope({ role_id: role.roleId }) } : absent
    if (rest !== 'secret-id/lookup') return undefined
    if (role === undefined) {
      return { status: 500, body: { errors: [`1 error occurred:\n\t* role "${name}" does not exist\n\n`] } }
    }
    const endsAt = role.secrets.get(String(body.secret_id))
    if (endsAt === undefined) return { status: 204 }
    const expiration_time = endsAt === null ? NEVER : new Date(endsAt).toISOString()
    return { status: 200, body: envelope({ expiration_time, secret_id_num_uses: 0 }) }
  }

  function aboutSecret(method: string, path: string, body: Record<string, unknown>): Answer | undefined {
    const [, mount, name = ''] = /^([\w-]+)\/data\/(.+)$/.exec(path) ?? []
    if (mount === undefined) return undefined
    if (mount !== MOUNT) return { status: 404, body: { errors: [`no handler for route "${path}"`] } }
    if (method === 'POST') return write(name, body)
    if (method !== 'GET') return undefined
    const found = secrets.get(name)
    if (found === undefined) return absent
    const { version, data } = found
    return { status: data === null ? 404 : 200, body: envelope({ data, metadata: { version } }) }
  }

  function write(name: string, { data, options }: { data?: unknown; options?: { cas?: number } }): Answer {
    const version = secrets.get(name)?.version ?? 0
    if (data === undefined) return { status: 400, body: { errors: ['no data provided'] } }
    if (options?.cas !== undefined && options.cas !== version) {
      const text = 'check-and-set parameter did not match the current version'
      return { status: 400, body: { errors: [text] } }
    }
    secrets.set(name, { version: version + 1, data })
    return { status: 200, body: envelope({ version: version + 1 }) }
  }

  async function answerTo(request: IncomingMessage): Promise<Answer> {
    const path = (request.url ?? '').replace(/^\/v1\//, '')
    const content = await text(request)
    const body = content === '' ? {} : (JSON.parse(content) as Record<string, unknown>)
    asked.push(`${request.method} ${path}`)
    if (isSealed) return { status: 503, body: { errors: ['Vault is sealed'] } }
    if (request.headers['x-vault-namespace'] !== undefined) {
      return { status: 404, body: { errors: ['namespace not found'] } }
    }
    if (path === 'auth/approle/login') return logIn(body)
    if (!mayAsk(request) || (!isRoot(request) && writesElsewhere(request.method, path))) return denied
    return (
      aboutToken(path, request) ??
      aboutRole(path, body) ??
      aboutSecret(request.method ?? '', path, body) ?? {
        status: 400,
        body: { errors: [`unsupported: ${request.method} ${path}`] },
      }
    )
  }

  const listener: RequestListener = (request, response) => {
    if (isAway) return request.socket.destroy()
    answerTo(request).then(
      ({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' })
        response.end(body === undefined ? undefined : JSON.stringify(body))
      },
      // A Gatehouse that is killed leaves half a request.
      () => request.socket.destroy(),
    )
  }
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  const standIn: VaultOfTest = {
    kind: 'the strict stand-in',
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    rootToken,
    mount: MOUNT,
    tokenSeconds: 3600,
    asked: () => asked,
    async createRole(name) {
      const roleId = randomUUID()
      roles.set(name, { roleId, secrets: new Map() })
      return roleId
    },
    async createSecret(role, ttlSeconds) {
      const secret = randomUUID()
      const endsAt = ttlSeconds === undefined ? null : Date.now() + ttlSeconds * 1000
      roles.get(role)?.secrets.set(secret, endsAt)
      return secret
    },
    async destroySecret(role, secret) {
      roles.get(role)?.secrets.delete(secret)
    },
    async revokeTokens() {
      tokens.clear()
    },
    async writeSecret(path, data) {
      write(path, { data })
    },
    async deleteSecret(path) {
      const { version = 0 } = secrets.get(path) ?? {}
      secrets.set(path, { version, data: null })
    },
    async seal() {
      isSealed = true
    },
    async unseal() {
      isSealed = false
    },
    async goAway() {
      isAway = true
      server.closeAllConnections()
    },
    async comeBack() {
      isAway = false
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return standIn
}

/** The policy of a Gatehouse lets it write secrets below `keys/` alone. */
function writesElsewhere(method: string | undefined, path: string): boolean {
  return method === 'POST' && /^[\w-]+\/data\/(?!keys\/)/.test(path)
}

function envelope(data: unknown, auth: unknown = null) {
  return {
    request_id: randomUUID(),
    lease_id: '',
    renewable: false,
    lease_duration: 0,
    data,
    wrap_info: null,
    warnings: null,
    auth,
  }
}
