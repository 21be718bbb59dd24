/** The doctor: finds what is wrong, says how to mend it, and touches nothing. What it says of stores: test/faults. */
import { chmod, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { startMailServer } from '../support/mail-server.ts'
import { ensureRedis, startRedis } from '../support/redis-servers.ts'
import { type CommandLine, openCommandLine } from './command-line.ts'

interface Finding {
  name: string
  ok: boolean
  problem?: string
  warning?: string
  cure?: string
}

let line: CommandLine
afterEach(() => line.remove())

const keyFile = () => join(line.folder, 'keys/secrets.key')

/** A place where a server has been before. */
async function aUsedPlace(settings: Record<string, string> = {}): Promise<void> {
  line = await openCommandLine(settings)
  const core = await line.openCore()
  await core.signingKeys.ensure()
  await core.close()
}

/** @returns all findings by name, after checking that the exit code says the same */
async function consult(environment: Record<string, string> = {}): Promise<Record<string, Finding>> {
  const { code, stdout, stderr } = await line.run(['doctor', '--json'], { environment })
  const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: Finding[] }
  expect([code, stderr]).toEqual([ok ? 0 : 1, ''])
  expect(ok).toBe(checks.every((check) => check.ok))
  for (const check of checks) if (!check.ok) expect(check.cure).toMatch(/^\S.+\S$/)
  return Object.fromEntries(checks.map((check) => [check.name, check]))
}

describe('the doctor', () => {
  test('finds nothing wrong where a server has run', async () => {
    await aUsedPlace()
    expect(await consult()).toEqual(
      Object.fromEntries(
        ['settings', 'issuer', 'master key', 'database', 'signing keys', 'mail'].map((name) => [
          name,
          { name, ok: true },
        ]),
      ),
    )
    expect((await line.run(['doctor'])).stdout).toBe(
      'ok    settings\nok    issuer\nok    master key\nok    database\nok    signing keys\nok    mail\n',
    )
  })

  test('makes nothing where no server has run, and finds nothing wrong', async () => {
    line = await openCommandLine()
    const findings = await consult()
    expect(findings['master key']).toMatchObject({ ok: true, cure: expect.stringContaining('first start') })
    expect(findings.database).toMatchObject({ ok: true, cure: expect.stringContaining('first start') })
    expect(await readdir(line.folder)).toEqual([])
  })

  test('lists every wrong setting, and goes no further', async () => {
    await aUsedPlace()
    const { code, stdout } = await line.run(['doctor'], { environment: { PORT: 'x', GATEHOUSE_HOST: 'y' } })
    expect(code).toBe(1)
    expect(stdout.match(/^FAIL {2}settings: (\w+)/gm)).toEqual([
      'FAIL  settings: PORT',
      'FAIL  settings: GATEHOUSE_HOST',
    ])
  })

  test('finds an issuer that nobody can reach in production, and a demo app that everybody can', async () => {
    await aUsedPlace()
    expect((await consult({ NODE_ENV: 'production' })).issuer).toMatchObject({
      ok: false,
      problem: 'ISSUER is http://localhost:3000, which only this machine can reach.',
    })
    const ISSUER = 'https://id.example.com'
    expect((await consult({ ISSUER })).issuer).toMatchObject({
      ok: true,
      warning: expect.stringMatching(/demo/),
    })
    expect((await consult({ ISSUER, NODE_ENV: 'production' })).issuer).toEqual({ name: 'issuer', ok: true })
  })

  test.runIf(process.platform !== 'win32')('finds a key file that others can read', async () => {
    await aUsedPlace()
    await chmod(keyFile(), 0o640)
    expect((await consult())['master key']).toEqual({
      name: 'master key',
      ok: false,
      problem: `The key file ${keyFile()} is readable by others.`,
      cure: expect.stringContaining(`Run \`chmod 600 ${keyFile()}\``),
    })
  })

  test('finds that the key file is lost, and makes no other', async () => {
    await aUsedPlace()
    await rm(keyFile())
    expect((await consult())['master key']).toMatchObject({
      ok: false,
      cure: expect.stringContaining('backup'),
    })
    expect(await readdir(join(line.folder, 'keys'))).toEqual([])
  })

  test('finds that the signing keys were encrypted with another key', async () => {
    await aUsedPlace()
    const finding = (await consult({ SECRETS_KEY: Buffer.alloc(32, 9).toString('base64') }))['signing keys']
    expect(finding).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/^The signing key .* another master key\.$/),
    })
  })

  test('finds a database that is damaged', async () => {
    await aUsedPlace()
    await writeFile(join(line.dataDir, 'gatehouse.sqlite'), 'This is not a database.')
    expect((await consult()).database).toMatchObject({
      ok: false,
      problem: expect.stringContaining('is not a database'),
      cure: expect.stringContaining('Restore it from a backup'),
    })
  })

  test('finds that the mail server refuses the password, and that production without one reaches nobody', async () => {
    await aUsedPlace({ NODE_ENV: 'production', ISSUER: 'https://id.example.com' })
    expect((await consult()).mail).toEqual({
      name: 'mail',
      ok: true,
      warning: `Mail is written into ${join(line.dataDir, 'mail')} and reaches nobody.`,
      cure: 'Set SMTP_URL.',
    })
    const server = await startMailServer({ login: { user: 'gate', password: 'right' } })
    try {
      const url = (password: string) => `smtp://gate:${password}@127.0.0.1:${server.port}`
      expect((await consult({ SMTP_URL: url('right') })).mail).toEqual({ name: 'mail', ok: true })
      expect((await consult({ SMTP_URL: url('wrong') })).mail).toEqual({
        name: 'mail',
        ok: false,
        problem: `The mail server 127.0.0.1:${server.port} refuses the user name or password.`,
        cure: 'Correct them in SMTP_URL.',
      })
    } finally {
      await server.stop()
    }
  })

  test.runIf(ensureRedis())(
    'finds what is wrong with each store, whatever is wrong with another',
    async () => {
      const redis = await startRedis({
        config: ['maxmemory 1mb', 'maxmemory-policy noeviction', 'appendonly yes'],
      })
      try {
        line = await openCommandLine({
          MONGODB_URI: 'mongodb://127.0.0.1:1/gatehouse',
          SECRETS_KEY: Buffer.alloc(32, 1).toString('base64'),
          REDIS_URL: redis.url,
        })
        const { mongodb, redis: finding, ...others } = await consult()
        expect(mongodb).toMatchObject({ ok: false, problem: expect.stringContaining('cannot be reached') })
        expect(finding).toMatchObject({ ok: false, problem: expect.stringContaining('OOM') })
        expect(others).not.toHaveProperty('signing keys')
      } finally {
        await redis.stop()
      }
    },
  )
})
