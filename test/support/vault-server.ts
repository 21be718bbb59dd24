/**
 * Vaults to test with: the stand-in, always; OpenBao, where its program has been built on this machine
 * (test/support/openbao.sh); and the server that VAULT_ADDR and VAULT_TOKEN name, for all that does not end it.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './free-port.ts'
import { holdProcess } from './hold-process.ts'
import { cacheFolder } from './mongo-build.ts'
import { askingVault, useVault } from './use-vault.ts'
import { startStandIn } from './vault-stand-in.ts'

/** What tests may do with any server, somebody else's too. */
export interface VaultInUse {
  kind: string
  address: string
  /** One that may do everything that is done here. */
  rootToken: string
  /** A KV store of version 2. */
  mount: string
  /** How long tokens live that are logged in for. */
  readonly tokenSeconds: number
  /** An AppRole with the policies of a Gatehouse. @returns its role id */
  createRole(name: string): Promise<string>
  /** A SecretID of it. */
  createSecret(role: string, ttlSeconds?: number): Promise<string>
  destroySecret(role: string, secret: string): Promise<void>
  /** In the KV store. */
  writeSecret(path: string, data: Record<string, unknown>): Promise<void>
  /** Its latest version, as a person at the command line of Vault does it. */
  deleteSecret(path: string): Promise<void>
  stop(): Promise<void>
}

/** A server of the tests alone, which may be ended in every way. */
export interface VaultOfTest extends VaultInUse {
  /** What was asked so far, as `METHOD path`; undefined where that is not seen. */
  asked(): string[] | undefined
  /** Ends all tokens that were logged in for. */
  revokeTokens(): Promise<void>
  seal(): Promise<void>
  unseal(): Promise<void>
  /** Takes connections and answers none. */
  goAway(): Promise<void>
  comeBack(): Promise<void>
}

type Startable<Vault> = [name: string, start: () => Promise<Vault>]

const PROGRAM = join(cacheFolder(), 'openbao/bao-2.4.0')
/** Generous, for machines that have other things to do. */
const START_MS = 50_000
const STARTS = 5

function hasOpenBao(): boolean {
  return existsSync(PROGRAM)
}

/** The servers whose answers are tested, the one that the environment names among them. */
export function vaultsToUse(): Startable<VaultInUse>[] {
  const { VAULT_ADDR: address, VAULT_TOKEN: token } = process.env
  if (address === undefined || token === undefined) return vaultsToEnd()
  return [...vaultsToEnd(), [`the Vault at ${address}`, () => useVault(address.replace(/\/$/, ''), token)]]
}

/** The servers that may be sealed and killed. */
export function vaultsToEnd(): Startable<VaultOfTest>[] {
  const standIn: Startable<VaultOfTest> = ['the strict stand-in', startStandIn]
  return hasOpenBao() ? [standIn, ['OpenBao 2.4.0', startOpenBao]] : [standIn]
}

/** Says once for the whole run what is tested with. */
export function tellVaults(): void {
  const names = vaultsToUse().map(([name]) => name)
  console.log(`Vault: tested with ${names.join(', ')}`)
  if (hasOpenBao()) return
  const build = `bash test/support/openbao.sh ${join(cacheFolder(), 'openbao')}`
  console.log(`Vault: \`${build}\` builds OpenBao to test with (some ten minutes, once)`)
}

interface Launched {
  child: ChildProcess
  folder: string
  address: string
  rootToken: string
  unsealKey: string
}

/** A server of its own, in memory. */
async function startOpenBao(): Promise<VaultOfTest> {
  const { child, folder, address, rootToken, unsealKey } = await launch()
  const ask = askingVault(address, rootToken)

  return Object.assign(await useVault(address, rootToken), {
    kind: 'OpenBao 2.4.0',
    asked: () => undefined,
    async revokeTokens() {
      await ask('PUT', 'sys/leases/revoke-prefix/auth/approle/login')
    },
    async seal() {
      await ask('PUT', 'sys/seal')
    },
    async unseal() {
      await ask('PUT', 'sys/unseal', { key: unsealKey })
      await until('OpenBao is unsealed', () => isUnsealed(address))
    },
    async goAway() {
      if (child.pid !== undefined) await holdProcess(child.pid)
    },
    async comeBack() {
      child.kill('SIGCONT')
    },
    async stop() {
      await end(child)
      await rm(folder, { recursive: true, force: true })
    },
  })
}

async function launch(): Promise<Launched> {
  for (let attempt = 1; ; attempt += 1) {
    const folder = await mkdtemp(join(tmpdir(), 'gatehouse-openbao-'))
    const address = `http://127.0.0.1:${await freePort()}`
    const rootToken = randomUUID()
    const log = join(folder, 'log')
    const child = spawnServer(address, rootToken, folder, log)
    try {
      return { child, folder, address, rootToken, unsealKey: await toldKey(child, log, address) }
    } catch (error) {
      await end(child)
      // Somebody else may have taken the port between the look and the start.
      if (attempt === STARTS) throw error
      await rm(folder, { recursive: true, force: true })
    }
  }
}

function spawnServer(address: string, rootToken: string, home: string, log: string): ChildProcess {
  const listen = address.replace('http://', '')
  const server = `"$0" server -dev -dev-no-store-token -dev-root-token-id=${rootToken} -dev-listen-address=${listen}`
  const child = spawn('sh', ['-c', `exec ${server} >"$1" 2>&1`, PROGRAM, log], {
    // It would write to the home of whoever runs the tests.
    env: { HOME: home, PATH: process.env.PATH },
    stdio: 'ignore',
  })
  process.once('exit', () => child.kill('SIGKILL'))
  return child
}

/** Printed a moment after it takes connections, and by none whose port was taken. */
async function toldKey(child: ChildProcess, log: string, address: string): Promise<string> {
  let key: string | undefined
  await until(`OpenBao starts: see ${log}`, async () => {
    if (hasEnded(child)) throw new Error(`OpenBao did not start:\n${await readFile(log, 'utf8')}`)
    key = /^Unseal Key: (.+)$/m.exec(await readFile(log, 'utf8').catch(() => ''))?.[1]
    return key !== undefined && (await isUnsealed(address))
  })
  return key ?? ''
}

async function isUnsealed(address: string): Promise<boolean> {
  return fetch(`${address}/v1/sys/health`).then(
    ({ status }) => status === 200,
    () => false,
  )
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + START_MS
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Waited in vain until ${what}`)
    await sleep(50)
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}
