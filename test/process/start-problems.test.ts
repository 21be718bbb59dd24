/** Starts that cannot go on: each says why, in words, ends with exit code 1 and leaves everything as it was. */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  endAllAfterwards,
  type Home,
  makeHome,
  openBeside,
  startProcess,
  startServer,
} from './server-process.ts'

endAllAfterwards()

/** Every file below the folder, by what it holds and who may read it. */
function contentsOf({ folder }: Home): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const files = names.filter((name) => statSync(join(folder, name)).isFile())
  return Object.fromEntries(
    files.map((name) => {
      const hash = createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex')
      return [name, `${(statSync(join(folder, name)).mode & 0o777).toString(8)} ${hash}`]
    }),
  )
}

/** The problems that the start is refused with, after checking that it did nothing but tell them. */
async function refusedStart(home: Home, settings: Record<string, string> = {}): Promise<string[]> {
  const before = contentsOf(home)
  const server = startProcess({ ...home, settings: { ...home.settings, ...settings } })
  expect(await server.ended).toBe(1)
  const [first, ...problems] = server.stderr().trimEnd().split('\n')
  expect(first).toBe('Gatehouse cannot start:')
  for (const problem of problems) expect(problem).toMatch(/^ {2}- \S.*\S$/)
  expect(server.stdout()).toBe('')
  // SQLite may leave empty files of its own beside a database that it could only look at.
  expect(contentsOf(home)).toMatchObject(before)
  return problems.map((problem) => problem.slice(4))
}

/** A place where a server has been before: with keys, and one account. */
async function makeUsedHome(settings: Record<string, string> = {}): Promise<Home> {
  const home = await makeHome(settings)
  const { core, stop } = await openBeside(home)
  await core.signingKeys.ensure()
  await core.accounts.create({ email: 'ada@example.com', password: 'correct horse battery' })
  await stop()
  return home
}

const database = ({ dataDir }: Home) => join(dataDir, 'gatehouse.sqlite')
const keyFile = ({ keysDir }: Home) => join(keysDir, 'secrets.key')

describe.concurrent('a start is refused', () => {
  it('while another process has the port, and not once it is free', async () => {
    const home = await makeHome()
    await (await startServer(home)).stop()
    const other = createServer().listen(home.port, '127.0.0.1')
    await once(other, 'listening')
    expect(await refusedStart(home)).toEqual([
      `PORT ${home.port} on 127.0.0.1 is in use by another process. Stop that one, or choose another PORT.`,
    ])
    other.close()
    await once(other, 'close')
    expect(await (await startServer(home)).stop()).toBe(0)
  })

  it('for an address that is not of this machine', async () => {
    const home = await makeHome()
    await (await startServer(home)).stop()
    expect(await refusedStart(home, { HOST: '192.0.2.1' })).toEqual([
      expect.stringMatching(/^HOST 192\.0\.2\.1 and PORT \d+ cannot be listened on: /),
    ])
  })

  it('for a DATA_DIR that is a file', async () => {
    const home = await makeHome()
    writeFileSync(home.dataDir, 'mine')
    writeFileSync(join(home.folder, 'keep'), '')
    const settings = { SECRETS_KEY: Buffer.alloc(32, 1).toString('base64') }
    expect(await refusedStart(home, settings)).toEqual([
      `${home.dataDir} is not a folder, or lies below a file. Choose another DATA_DIR, or move the file away.`,
    ])
  })

  it('for a KEYS_DIR that is a file', async () => {
    const home = await makeHome()
    writeFileSync(home.keysDir, 'mine')
    expect(await refusedStart(home)).toEqual([
      expect.stringContaining(`KEYS_DIR ${home.keysDir} cannot hold the key file`),
    ])
  })

  it.each([
    ['is something else', () => Buffer.from('This is not a database.')],
    ['has lost its beginning', (file: Buffer) => Buffer.concat([Buffer.alloc(100), file.subarray(100)])],
    ['has lost its end', (file: Buffer) => file.subarray(0, file.length / 2)],
    ['was overwritten in the middle', (file: Buffer) => Buffer.from(file).fill(0xff, 4096, 4 * 4096)],
  ])('for a database that %s', async (_fault, damage) => {
    const home = await makeUsedHome()
    writeFileSync(database(home), damage(readFileSync(database(home))))
    const [problem = '', ...more] = await refusedStart(home)
    expect(more).toEqual([])
    expect(problem).toContain(`${database(home)} is`)
    expect(problem).toContain('Restore it from a backup')
  })

  it.runIf(process.platform !== 'win32')('for a key file that others can read', async () => {
    const home = await makeUsedHome()
    chmodSync(keyFile(home), 0o644)
    expect(await refusedStart(home)).toEqual([
      expect.stringContaining(`${keyFile(home)} is readable by others. Run \`chmod 600 ${keyFile(home)}\``),
    ])
  })

  it('for a key file that holds something else', async () => {
    const home = await makeUsedHome()
    writeFileSync(keyFile(home), 'nonsense')
    expect(await refusedStart(home)).toEqual([expect.stringContaining('does not hold 32 bytes in base64')])
  })

  it('for another SECRETS_KEY than the database was made with', async () => {
    const home = await makeUsedHome()
    const [problem, ...more] = await refusedStart(home, {
      SECRETS_KEY: Buffer.alloc(32, 9).toString('base64'),
    })
    expect(more).toEqual([])
    expect(problem).toMatch(
      /was encrypted with another master key\. Give the SECRETS_KEY, or the KEYS_DIR, that/,
    )
    expect(problem).not.toContain(Buffer.alloc(32, 9).toString('base64'))
  })

  it('for a database whose key file is lost', async () => {
    const home = await makeUsedHome()
    rmSync(keyFile(home))
    const [problem, ...more] = await refusedStart(home)
    expect(more).toEqual([])
    expect(problem).toMatch(
      /another master key\. Give the SECRETS_KEY, or the KEYS_DIR, that this database was made with/,
    )
  })

  it('for several wrong settings, with all of them at once', async () => {
    const settings = {
      PORT: '0',
      ISSUER: 'http://id.example.com',
      LOG_LEVEL: 'loud',
      GATEHOUSE_DATA_DIR: '/tmp',
    }
    const home = await makeUsedHome()
    const problems = await refusedStart(home, settings)
    expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual([
      'GATEHOUSE_DATA_DIR',
      'ISSUER',
      'LOG_LEVEL',
      'PORT',
    ])
  })

  it('for wrong settings before anything is made', async () => {
    const home = await makeHome({ KEY_LEAD: 'soon' })
    await refusedStart(home)
    expect(readdirSync(home.folder)).toEqual([])
  })
})
