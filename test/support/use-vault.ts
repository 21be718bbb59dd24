/**
 * A Vault that runs already, as tests use it: a KV store, a policy and roles of their own, which are gone when the tests
 * are. The AppRole method is turned on where it is not, and then stays.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { VaultInUse } from './vault-server.ts'

type Ask = (method: string, path: string, body?: object) => Promise<Record<string, unknown>>

const TOKEN_SECONDS = 3600

/** Asks with that token; rejects for whatever is not a success. */
export function askingVault(address: string, token: string): Ask {
  return async (method, path, body) => {
    const response = await fetch(`${address}/v1/${path}`, {
      method,
      headers: { 'x-vault-token': token },
      body: body === undefined ? null : JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
  }
}

/** @param token must be allowed to mount KV stores, and to write policies and roles */
export async function useVault(address: string, token: string): Promise<VaultInUse> {
  const ask = askingVault(address, token)
  const own = `gatehouse-test-${randomUUID()}`
  const roles: string[] = []
  await ask('POST', `sys/mounts/${own}`, { type: 'kv', options: { version: '2' } })
  await untilVersioned(ask, own)
  await ask('PUT', `sys/policies/acl/${own}`, { policy: policyFor(own) })
  const methods = await ask('GET', 'sys/auth')
  if (!('approle/' in methods)) await ask('POST', 'sys/auth/approle', { type: 'approle' })
  const told = async (method: string, path: string, body?: object) =>
    (await ask(method, path, body)).data as Record<string, string>

  return {
    kind: `the Vault at ${address}`,
    address,
    rootToken: token,
    mount: own,
    tokenSeconds: TOKEN_SECONDS,
    async createRole(name) {
      roles.push(name)
      const role = `auth/approle/role/${name}`
      await ask('POST', role, { token_policies: [own], token_ttl: `${TOKEN_SECONDS}s` })
      return String((await told('GET', `${role}/role-id`)).role_id)
    },
    async createSecret(role, ttlSeconds) {
      const ttl = ttlSeconds === undefined ? {} : { ttl: `${ttlSeconds}s` }
      return String((await told('POST', `auth/approle/role/${role}/secret-id`, ttl)).secret_id)
    },
    async destroySecret(role, secret) {
      await ask('POST', `auth/approle/role/${role}/secret-id/destroy`, { secret_id: secret })
    },
    async writeSecret(path, data) {
      await ask('POST', `${own}/data/${path}`, { data })
    },
    async deleteSecret(path) {
      await ask('DELETE', `${own}/data/${path}`)
    },
    async stop() {
      for (const role of roles) await ask('DELETE', `auth/approle/role/${role}`)
      await ask('DELETE', `sys/policies/acl/${own}`)
      await ask('DELETE', `sys/mounts/${own}`)
    },
  }
}

/** A new store of version 2 refuses everything until it has set itself up, which a busy machine lets one see. */
async function untilVersioned(ask: Ask, mount: string): Promise<void> {
  const deadline = performance.now() + 30_000
  for (;;) {
    const error = await ask('GET', `${mount}/config`).then(
      () => undefined,
      (error: Error) => error,
    )
    if (error === undefined) return
    if (!error.message.includes('Upgrading') || performance.now() > deadline) throw error
    await sleep(20)
  }
}

/** What a Gatehouse needs, with signing keys below `keys/`. */
const policyFor = (mount: string) => `
  path "auth/approle/role/+/secret-id/lookup" { capabilities = ["update"] }
  path "auth/approle/role/+/role-id" { capabilities = ["read"] }
  path "${mount}/data/*" { capabilities = ["read"] }
  path "${mount}/data/keys/*" { capabilities = ["create", "read", "update"] }
`
