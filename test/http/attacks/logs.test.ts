/** The log of a whole day in a minute, at its most talkative: whoever reads it can act for nobody. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createAgent } from '../../support/agent.ts'
import { aRelyingParty, begin, PASSWORD, type RelyingParty } from '../../support/relying-party.ts'
import { openBeside } from '../../support/stored.ts'
import { sendRaw } from '../raw-request.ts'
import { type SpawnedServer, spawnServer } from '../spawned-server.ts'
import { aDayOfApis } from './a-day-of-apis.ts'
import { aWholeDay, demoDay, EMAIL, note, notePage, secrets } from './a-day-of-secrets.ts'

const INJECTED = '{"level":"fatal","msg":"injected"}'

let server: SpawnedServer
let rp: RelyingParty

/** The store breaks in the middle of everything: what is logged about that is written nowhere else. */
async function withBrokenStore(): Promise<void> {
  const agent = createAgent(server.issuer)
  const begun = await begin(rp)
  const signIn = await agent.get(begun.url)
  notePage(signIn)
  note('uid', signIn.url.pathname.split('/').at(-1))
  const database = openBeside(server)
  database.exec('ALTER TABLE artifacts RENAME TO away')
  try {
    const tokens = [...secrets].filter(([what]) => /token|code/.test(what)).map(([, value]) => value)
    for (const token of tokens) {
      const form = `grant_type=refresh_token&refresh_token=${token}&code=${token}&token=${token}&client_id=${rp.clientId}&client_secret=${rp.secret}`
      for (const path of ['/oauth/token', '/oauth/introspect', '/oauth/revoke', '/oauth/par']) {
        const headers = { 'content-type': 'application/x-www-form-urlencoded' }
        await sendRaw(server.port, { method: 'POST', path, body: form, headers })
      }
      await sendRaw(server.port, { path: '/oauth/userinfo', headers: { authorization: `Bearer ${token}` } })
    }
    await agent.submit(signIn, '/sign-in', { username: EMAIL, 'current-password': PASSWORD })
    await agent.get(begun.url)
    await agent.get(signIn.url)
    database.exec('ALTER TABLE accounts RENAME TO nobody')
    await agent.submit(signIn, '/sign-in', { username: EMAIL, 'current-password': PASSWORD })
    database.exec('ALTER TABLE nobody RENAME TO accounts')
  } finally {
    database.exec('ALTER TABLE away RENAME TO artifacts')
    database.close()
  }
}

/** Text that would like to be a line of its own. */
async function injections(): Promise<void> {
  const agent = createAgent(server.issuer)
  const page = await agent.get((await begin(rp)).url)
  for (const text of [`\r\n${INJECTED}\r\n`, `\n${INJECTED}\n`, `\u2028${INJECTED}`, `"}\n${INJECTED}`]) {
    await agent.submit(page, '/sign-in', { username: text, 'current-password': text })
    await agent.submit(await agent.get(`${page.url.pathname}/sign-up`), '/sign-up', {
      email: text,
      name: text,
      'new-password': text,
    })
    const encoded = encodeURIComponent(text)
    for (const path of [
      `/${encoded}`,
      `/interaction/${encoded}`,
      `/demo/${encoded}`,
      `/oauth/authorize/${encoded}`,
      `/oauth/token?x=${encoded}`,
    ]) {
      await sendRaw(server.port, {
        path,
        headers: { 'user-agent': encoded, 'x-forwarded-for': encoded, 'x-request-id': encoded },
      })
    }
  }
}

/** Lines come one after the other: once a last request is told of, all before it are. */
async function untilWritten(): Promise<void> {
  const { headers } = await sendRaw(server.port, { path: '/nothing' })
  const last = `"${headers.get('x-request-id')}"`
  await vi.waitFor(() => expect(server.log()).toContain(last), { timeout: 60_000, interval: 20 })
}

beforeAll(async () => {
  server = await spawnServer({ LOG_LEVEL: 'trace', TRUST_PROXY: '1' })
  rp = await aRelyingParty(server)
  await aWholeDay(server, rp)
  await demoDay(server)
  await aDayOfApis(server)
  await injections()
  await withBrokenStore()
  await untilWritten()
})
afterAll(() => server?.stop())

describe('the log at LOG_LEVEL=trace', () => {
  /** Without the beginning of one that is just being written. */
  const lines = () => server.log().split('\n').slice(0, -1)

  it('is one JSON object a line, whatever was sent', () => {
    expect(lines().length).toBeGreaterThan(100)
    for (const line of lines()) {
      expect(Object.keys(JSON.parse(line) as object)).toContain('level')
      expect(line).not.toMatch(/^\{"level":"fatal"/)
    }
  })

  it('contains no password, token, code, cookie or secret, also when everything fails', () => {
    expect(secrets.size).toBeGreaterThan(40)
    const written = server.log() + server.complaints()
    const decoded = written.replaceAll(/%[0-9A-Fa-f]{2}/g, (code) =>
      decodeURIComponent(code.replace(/%[89A-Fa-f]./, '%20')),
    )
    for (const [what, value] of secrets) {
      for (const part of value.split('.').filter((piece) => piece.length > 7)) {
        expect(decoded.includes(part), `${what} in ${lineWith(decoded, part)}`).toBe(false)
      }
    }
  })

  it('tells of the failures, with what is needed to find them', () => {
    const failures = lines()
      .map((line) => JSON.parse(line) as { level: string; err?: { message: string } })
      .filter(({ level }) => level === 'error')
    expect(failures.length).toBeGreaterThan(0)
    for (const { err } of failures) expect(err?.message).toBeTruthy()
  })

  it('does not take an address from a header that holds none', () => {
    const addresses = lines().map((line) => (JSON.parse(line) as { ip?: string }).ip)
    expect(addresses.filter((ip) => ip !== undefined && !/^[\d.:a-f]+$/.test(ip))).toEqual([])
  })
})

function lineWith(text: string, part: string): string {
  return text.split('\n').find((line) => line.includes(part)) ?? ''
}
