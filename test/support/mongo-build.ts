/** Whether there is a MongoDB to test with on this machine; builds one, once, where there is not. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { leaveOut } from './left-out.ts'

const run = promisify(execFile)

const BUILD = fileURLToPath(new URL('mongo-protocol.sh', import.meta.url))
const BUILD_MS = 1_800_000

/** Set once it is known that none can be had, so that the processes of one run do not all try. */
const NONE = 'GATEHOUSE_TEST_NO_MONGO'

/** A server that somebody else runs: then nothing is built, started, or killed. */
export function externalUri(): string | undefined {
  return process.env.MONGODB_URI || undefined
}

/** What is worth keeping from one test run to the next. As root not below a home: PostgreSQL runs as `nobody`. */
export function cacheFolder(): string {
  const isRoot = process.getuid?.() === 0
  return (
    process.env.GATEHOUSE_TEST_CACHE ||
    (isRoot ? '/var/tmp/gatehouse-test' : join(homedir(), '.cache/gatehouse-test'))
  )
}

export interface MongoPrograms {
  /** Folder of PostgreSQL's programs. */
  postgres: string
  ferretdb: string
}

/** The programs that were built here; undefined where they were not. */
export async function findPrograms(): Promise<MongoPrograms | undefined> {
  const folder = join(cacheFolder(), 'mongo-protocol')
  const ferretdb = join(folder, 'bin/ferretdb-v2.7.0')
  if (!existsSync(join(folder, 'pg.ok')) || !existsSync(ferretdb)) return undefined
  const versions = join(folder, 'root/usr/lib/postgresql')
  const [version] = await readdir(versions)
  return version === undefined ? undefined : { postgres: join(versions, version, 'bin'), ferretdb }
}

/** PostgreSQL refuses to run as root: then it runs as this user. */
export async function postgresUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const idOf = async (flag: string) => Number((await run('id', [flag, 'nobody'])).stdout)
  return { uid: await idOf('-u'), gid: await idOf('-g') }
}

/**
 * True when tests can have a MongoDB, after building one where need be (2 to 10 minutes, once per machine). False, and
 * said loudly, when there is none and none can be built.
 * @throws Error in CI, where there must be one
 */
export async function ensureMongo(): Promise<boolean> {
  if (externalUri() !== undefined) return true
  const known = process.env[NONE]
  const reason = known ?? (await reasonAgainst())
  if (reason === undefined) return true
  process.env[NONE] = reason
  leaveOut(
    `every test on MongoDB, since there is none: ${reason}`,
    'Set MONGODB_URI to the connection string of one whose databases may be created and dropped.',
  )
  return false
}

/** As `ensureMongo`, for tests that kill their server, or let in who they like. @param left what, if it cannot be */
export async function ensureOwnMongo(left: string): Promise<boolean> {
  if (externalUri() === undefined) return ensureMongo()
  console.warn(`\n*** LEFT OUT: ${left}, since MONGODB_URI names a server that is not ours.\n`)
  return false
}

/** Why no server can be had here, in words; undefined when one can. */
async function reasonAgainst(): Promise<string | undefined> {
  if ((await findPrograms()) === undefined) {
    console.log('Building a MongoDB-protocol server for the tests (some minutes, once per machine) …')
    try {
      await run('bash', [BUILD, join(cacheFolder(), 'mongo-protocol')], { timeout: BUILD_MS })
    } catch (error) {
      const { stderr, message } = error as Error & { stderr?: string }
      return stderr?.trim().split('\n').at(-1) || message
    }
  }
  const programs = await findPrograms()
  if (programs === undefined) return `its build left nothing in ${cacheFolder()}`
  const user = await postgresUser()
  const version = run(join(programs.postgres, 'postgres'), ['--version'], { cwd: '/', ...user })
  return version.then(
    () => undefined,
    (error: Error) =>
      `PostgreSQL, in ${cacheFolder()}, cannot be run by ${user ? 'nobody' : 'this user'}: ${error.message}`,
  )
}
