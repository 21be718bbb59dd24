/** One real `redis-server` process on 127.0.0.1: its free port, its folder, its life and death by its own pid. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { Certificate } from './certificate.ts'
import { freePort } from './free-port.ts'
import { holdProcess } from './hold-process.ts'

export interface RedisProcessOptions {
  /** Lines of redis.conf, beyond the port, the folder and what follows from the other options. */
  config?: string[]
  password?: string
  /** Serves TLS alone. */
  tls?: Certificate
  sentinel?: boolean
  /** For a cluster's bus, which listens on the port plus 10,000. */
  withBusPort?: boolean
}

export interface RedisProcess {
  readonly port: number
  readonly folder: string
  /** Sends one command over a connection of its own. Rejects when the server cannot be reached or refuses. */
  ask(...command: (string | number)[]): Promise<unknown>
  /** Ends the process (by default as kill -9 does) and waits until it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>
  /** Starts it again after a kill, with the configuration that it has left, and waits until it answers. */
  restart(): Promise<void>
  /** Lets it stand still, connections and all. */
  pause(): Promise<void>
  resume(): void
  /** Kills it and removes its folder. */
  stop(): Promise<void>
}

const BUS_OFFSET = 10_000
const READY_MS = 60_000
const STARTS = 5

const running = new Set<ChildProcess>()
const folders = new Set<string>()
let tidy = false

/** Leaves nothing behind when this process ends, be it told to (as Vitest tells its own) or interrupted. */
function tidyAtEnd(): void {
  if (tidy) return
  tidy = true
  process.on('exit', () => {
    for (const child of running) child.kill('SIGKILL')
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))
}

export async function startRedisProcess(options: RedisProcessOptions = {}): Promise<RedisProcess> {
  tidyAtEnd()
  for (let attempt = 1; ; attempt += 1) {
    const redis = createProcess(await freePort(options.withBusPort ? [0, BUS_OFFSET] : undefined), options)
    try {
      await redis.restart()
      return redis
    } catch (error) {
      await redis.stop()
      // Somebody else may have taken the port between the look and the start.
      if (attempt === STARTS) throw error
    }
  }
}

function createProcess(port: number, options: RedisProcessOptions): RedisProcess {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-redis-'))
  folders.add(folder)
  const configFile = join(folder, 'redis.conf')
  writeFileSync(configFile, `${configLines(port, folder, options).join('\n')}\n`)
  let child: ChildProcess | undefined

  async function ask(...[name = '', ...values]: (string | number)[]): Promise<unknown> {
    const client = connect(port, options)
    // More than one error of a TLS socket would end the process.
    client.on('error', () => client.stream?.on('error', () => {}))
    try {
      await client.connect()
      return await client.call(String(name), values)
    } finally {
      client.disconnect()
    }
  }

  async function kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const ending = child
    child = undefined
    if (ending === undefined || !running.has(ending)) return
    const ended = once(ending, 'exit')
    ending.kill(signal)
    await ended
  }

  return {
    port,
    folder,
    ask,
    kill,
    async restart() {
      child = spawnRedis(configFile, folder, options.sentinel === true)
      await untilAnswers(child, ask, folder)
    },
    async pause() {
      if (child?.pid !== undefined) await holdProcess(child.pid)
    },
    resume() {
      child?.kill('SIGCONT')
    },
    async stop() {
      await kill()
      rmSync(folder, { recursive: true, force: true })
      folders.delete(folder)
    },
  }
}

function configLines(port: number, folder: string, options: RedisProcessOptions): string[] {
  const { config = [], password, tls, sentinel } = options
  return [
    'bind 127.0.0.1',
    `dir ${folder}`,
    ...(tls === undefined
      ? [`port ${port}`]
      : [
          'port 0',
          `tls-port ${port}`,
          `tls-cert-file ${tls.certificateFile}`,
          `tls-key-file ${tls.keyFile}`,
          `tls-ca-cert-file ${tls.certificateFile}`,
          'tls-auth-clients no',
          'tls-replication yes',
        ]),
    ...(password === undefined ? [] : [`requirepass ${password}`]),
    ...(password === undefined || sentinel ? [] : [`masterauth ${password}`]),
    ...(sentinel ? [] : ['save ""', 'repl-diskless-sync-delay 0']),
    ...config,
  ]
}

function connect(port: number, { password, tls }: RedisProcessOptions): Redis {
  return new Redis({
    host: '127.0.0.1',
    port,
    lazyConnect: true,
    retryStrategy: () => null,
    enableReadyCheck: false,
    connectTimeout: 1000,
    commandTimeout: 2000,
    ...(password === undefined ? {} : { password }),
    ...(tls === undefined ? {} : { tls: { ca: readFileSync(tls.certificateFile) } }),
  })
}

/** Nothing of this process is inherited but the log. */
function spawnRedis(configFile: string, folder: string, sentinel: boolean): ChildProcess {
  const log = openSync(join(folder, 'log'), 'a')
  const child = spawn('redis-server', [configFile, ...(sentinel ? ['--sentinel'] : [])], {
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  running.add(child)
  child.once('exit', () => running.delete(child))
  child.once('error', () => running.delete(child))
  return child
}

async function untilAnswers(child: ChildProcess, ask: RedisProcess['ask'], folder: string): Promise<void> {
  const deadline = Date.now() + READY_MS
  for (;;) {
    const answer = await ask('PING').catch((error: Error) => error.message)
    if (answer === 'PONG') return
    if (!running.has(child) || Date.now() > deadline) {
      throw new Error(`redis-server did not start (${answer}):\n${readFileSync(join(folder, 'log'), 'utf8')}`)
    }
    await sleep(20)
  }
}
