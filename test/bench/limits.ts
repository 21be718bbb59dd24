/** What this machine can do at most, so that the rows can be judged: bare servers, password checks, signatures. */
import { generateKeyPairSync, sign } from 'node:crypto'
import { availableParallelism } from 'node:os'
import argon2 from 'argon2'
import { CompactSign, generateKeyPair } from 'jose'
import { createPasswordHasher } from '../../src/lib/password-hash.ts'
import { freePort } from '../support/free-port.ts'
import { startServer } from './child-server.ts'
import { openConnection, sendExpecting } from './connection.ts'
import { runLoad } from './load.ts'
import { type Figures, rounded, sample, summarize } from './measure.ts'

export interface Rate {
  per_second: number
  /** CPU time of all threads for one. */
  cpu_us: number
}

export type Limits = Record<string, Figures | Rate>

const PAYLOAD = Buffer.alloc(400, 'x')
/** As many as keep the threads of the pool busy. */
const AT_ONCE = 8

export async function measureLimits(folder: string, connections: number, seconds: number): Promise<Limits> {
  const password = 'correct horse battery staple'
  const hasher = createPasswordHasher(() => new Error('busy'))
  const hash = await hasher.hash(password)
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const verify = async () => void (await hasher.verify(hash, password))
  const rawVerify = async () => void (await argon2.verify(hash, password))
  return {
    http_hello: await hello('http', folder, connections, seconds),
    koa_hello: await hello('koa', folder, connections, seconds),
    argon2id_verify: await rate(verify, availableParallelism(), seconds),
    argon2id_verify_raw: await rate(rawVerify, availableParallelism(), seconds),
    rs256_sign: await rate(async () => void sign('sha256', PAYLOAD, rsa), 1, seconds),
    es256_sign: await rate(
      async () => void sign('sha256', PAYLOAD, { key: ec, dsaEncoding: 'ieee-p1363' }),
      1,
      seconds,
    ),
    rs256_sign_webcrypto: await rate(await webCryptoSigner('RS256'), AT_ONCE, seconds),
    es256_sign_webcrypto: await rate(await webCryptoSigner('ES256'), AT_ONCE, seconds),
  }
}

async function hello(which: string, folder: string, connections: number, seconds: number): Promise<Figures> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const script = new URL('hello-servers.ts', import.meta.url)
  const server = await startServer({ script, arguments: [which, String(port)], environment: {}, folder, url })
  const opened = Array.from({ length: connections }, () => openConnection(url))
  const work = async (index: number) => {
    const connection = opened[index]
    if (connection !== undefined)
      await sendExpecting(connection, { method: 'GET', path: '/' }, { status: 200 })
  }
  const taken = await sample(server, work, { connections, warmUpSeconds: 1, seconds })
  await Promise.all(opened.map((connection) => connection.close()))
  await server.stop()
  return summarize([taken])
}

/** How the engine signs: jose, by WebCrypto, which hands every signature to a thread of the pool. */
async function webCryptoSigner(alg: string): Promise<() => Promise<void>> {
  const { privateKey } = await generateKeyPair(alg)
  return async () => {
    await new CompactSign(PAYLOAD).setProtectedHeader({ alg }).sign(privateKey)
  }
}

async function rate(work: () => Promise<void>, atOnce: number, seconds: number): Promise<Rate> {
  await runLoad(work, atOnce, 0.2, false)
  const before = process.cpuUsage()
  const load = await runLoad(work, atOnce, seconds, false)
  const { user, system } = process.cpuUsage(before)
  return { per_second: Math.round(load.done / load.seconds), cpu_us: rounded((user + system) / load.done, 1) }
}
