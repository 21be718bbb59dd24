/**
 * Vaults to test with: OpenBao where its program has been built on this machine (test/support/openbao.sh), and always the
 * stand-in. The run says which.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { cacheFolder } from './mongo-build.ts'

export interface VaultOfTest {
  kind: string
  address: string
  rootToken: string
  /** How long tokens live that are logged in for from now on. */
  tokenSeconds: number
  /** What was asked so far, as `METHOD path`; undefined where that is not seen. */
  asked(): string[] | undefined
  /** An AppRole with the policies of a Gatehouse. @returns its role id */
  createRole(name: string): Promise<string>
  /** A SecretID of it. */
  createSecret(role: string, ttlSeconds?: number): Promise<string>
  destroySecret(role: string, secret: string): Promise<void>
  /** Ends all tokens that were logged in for. */
  revokeTokens(): Promise<void>
  /** In the KV store at `secret`. */
  writeSecret(path: string, data: Record<string, unknown>): Promise<void>
  seal(): Promise<void>
  unseal(): Promise<void>
  /** Takes connections and answers none. */
  goAway(): Promise<void>
  comeBack(): Promise<void>
  stop(): Promise<void>
}

const PROGRAM = join(cacheFolder(), 'openbao/bao-2.4.0')
const START_MS = 20_000

export function hasOpenBao(): boolean {
  const found = existsSync(PROGRAM)
  console.log(
    found
      ? 'Vault: tested with OpenBao 2.4.0, and with the strict stand-in'
      : `Vault: tested with the strict stand-in alone; \`bash test/support/openbao.sh ${join(cacheFolder(), 'openbao')}\` ` +
          'builds OpenBao (some ten minutes, once)',
  )
  return found
}

const POLICY = `
  path "auth/approle/role/+/secret-id/lookup" { capabilities = ["update"] }
  path "auth/approle/role/+/role-id" { capabilities = ["read"] }
  path "secret/data/*" { capabilities = ["read"] }
`

/** A server of its own, in memory. `hasOpenBao` must have answered true. */
export async function startOpenBao(): Promise<VaultOfTest> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-openbao-'))
  const port = await freePort()
  const rootToken = 'root'
  const log = join(folder, 'log')
  const child = launch(port, rootToken, folder, log)
  const address = `http://127.0.0.1:${port}`

  async function ask(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    const response = await fetch(`${address}/v1/${path}`, {
      method,
      headers: { 'x-vault-token': rootToken },
      body: body === undefined ? null : JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
  }

  await ready(address, child, log)
  await ask('POST', 'sys/auth/approle', { type: 'approle' })
  await ask('PUT', 'sys/policies/acl/gatehouse', { policy: POLICY })
  const dataOf = (answer: Record<string, unknown>) => answer.data as Record<string, string>

  const bao: VaultOfTest = {
    kind: 'OpenBao 2.4.0',
    address,
    rootToken,
    tokenSeconds: 3600,
    asked: () => undefined,
    async createRole(name) {
      await ask('POST', `auth/approle/role/${name}`, {
        token_policies: ['gatehouse'],
        token_ttl: `${bao.tokenSeconds}s`,
      })
      return String(dataOf(await ask('GET', `auth/approle/role/${name}/role-id`)).role_id)
    },
    async createSecret(role, ttlSeconds) {
      const ttl = ttlSeconds === undefined ? {} : { ttl: `${ttlSeconds}s` }
      return String(dataOf(await ask('POST', `auth/approle/role/${role}/secret-id`, ttl)).secret_id)
    },
    async destroySecret(role, secret) {
      await ask('POST', `auth/approle/role/${role}/secret-id/destroy`, { secret_id: secret })
    },
    async revokeTokens() {
      await ask('PUT', 'sys/leases/revoke-prefix/auth/approle/login')
    },
    async writeSecret(path, data) {
      await ask('POST', `secret/data/${path}`, { data })
    },
    async seal() {
      await ask('PUT', 'sys/seal')
    },
    async unseal() {
      const key = /^Unseal Key: (.+)$/m.exec(await readFile(log, 'utf8'))?.[1]
      await ask('PUT', 'sys/unseal', { key })
      await ready(address, child, log)
    },
    async goAway() {
      child.kill('SIGSTOP')
    },
    async comeBack() {
      child.kill('SIGCONT')
    },
    async stop() {
      child.kill('SIGKILL')
      await rm(folder, { recursive: true, force: true })
    },
  }
  return bao
}

function launch(port: number, rootToken: string, home: string, log: string): ChildProcess {
  const server = `"$0" server -dev -dev-no-store-token -dev-root-token-id=${rootToken} -dev-listen-address=127.0.0.1:${port}`
  const child = spawn('sh', ['-c', `exec ${server} >"$1" 2>&1`, PROGRAM, log], {
    // It would write to the home of whoever runs the tests.
    env: { HOME: home, PATH: process.env.PATH },
    stdio: 'ignore',
  })
  process.once('exit', () => child.kill('SIGKILL'))
  return child
}

async function ready(address: string, child: ChildProcess, log: string): Promise<void> {
  const deadline = performance.now() + START_MS
  for (;;) {
    const isReady = await fetch(`${address}/v1/sys/health`).then(
      ({ status }) => status === 200,
      () => false,
    )
    if (isReady) return
    if (child.exitCode !== null || performance.now() > deadline)
      throw new Error(`OpenBao does not start: see ${log}`)
    await sleep(50)
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
