/**
 * A MongoDB for tests. A real one, where MONGODB_URI names it; else FerretDB in front of PostgreSQL with DocumentDB,
 * started on free ports over an empty data directory, and gone when its test file is.
 */
import { execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { appendFile, chmod, chown, mkdir, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { MongoClient } from 'mongodb'
import { freePort } from './free-port.ts'
import { cacheFolder, externalUri, findPrograms, type MongoPrograms, postgresUser } from './mongo-build.ts'
import { createProgram, type Program } from './mongo-program.ts'

export { ensureMongo, ensureOwnMongo } from './mongo-build.ts'

const run = promisify(execFile)

export interface MongoDatabases {
  /** The connection string of a database that nobody used before. */
  freshUri(): string
  /** Ends the server; of an external one, drops the databases. */
  stop(): Promise<void>
}

export interface MongoServer extends MongoDatabases {
  host: string
  /** What speaks the protocol, and keeps nothing. */
  gateway: Program
  /** What keeps the data. */
  database: Program
}

export interface MongoCredentials {
  user: string
  password: string
}

/** The external server if there is one, else one of its own. */
export async function openMongo(): Promise<MongoDatabases> {
  const uri = externalUri()
  return uri === undefined ? startMongo() : useMongo(uri)
}

/** Databases on a server that runs already. @param uri its connection string; the database that it names is not touched */
export function useMongo(uri: string): MongoDatabases {
  const names: string[] = []
  return {
    freshUri() {
      const name = freshName()
      names.push(name)
      return uri.replace(/^([^:]+:\/\/[^/?]+)(\/[^?]*)?/, `$1/${name}`)
    },
    async stop() {
      const client = new MongoClient(uri)
      for (const name of names) await client.db(name).dropDatabase()
      await client.close()
    },
  }
}

function freshName(): string {
  return `gatehouse-test-${randomUUID().slice(0, 18)}`
}

/**
 * Starts a server of its own. `ensureMongo` must have answered true.
 * @param credentials whom to let in; anybody, if left out
 */
export async function startMongo(credentials?: MongoCredentials): Promise<MongoServer> {
  const programs = await findPrograms()
  if (programs === undefined) throw new Error('Call ensureMongo first')
  const folder = await mkdtemp(join(cacheFolder(), 'mongo-run-'))
  await chmod(folder, 0o755)
  const endGuard = guard(folder)
  const databasePort = await freePort()
  const database = await createPostgres(programs, folder, databasePort)
  await database.start()
  await prepare(programs, databasePort, credentials)
  // Looked for as late as that, since somebody else may take it until it is listened on.
  const [port, debugPort] = [await freePort(), await freePort()]
  const gateway = createGateway({
    programs,
    folder,
    port,
    debugPort,
    databasePort,
    isOpen: credentials === undefined,
  })
  await gateway.start()
  const host = `127.0.0.1:${port}`
  const login =
    credentials === undefined ? '' : `${credentials.user}:${encodeURIComponent(credentials.password)}@`
  return {
    host,
    gateway,
    database,
    freshUri: () =>
      `mongodb://${login}${host}/${freshName()}${credentials === undefined ? '' : '?authSource=admin'}`,
    async stop() {
      await Promise.all([gateway.kill(), database.kill()])
      endGuard()
    },
  }
}

/** As `Program.kill`, for each pid file in the folder $1, when the input ends. */
const GUARD = `
cat >/dev/null
for file in "$1"/*.pid; do
  [ -f "$file" ] || continue
  pid=$(cat "$file")
  kill -STOP "$pid" && kill -KILL "$pid" $(cat "/proc/$pid/task/$pid/children")
done
sleep 0.3
rm -rf "$1"
`

/**
 * Ends the programs and removes the folder when this process ends, however it ends, or when the answer is called: the
 * guard waits for the end of its input, which is ours to close.
 */
function guard(folder: string): () => void {
  const child = spawn('sh', ['-c', GUARD, 'sh', folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  child.unref()
  return () => child.stdin.end()
}

async function createPostgres(programs: MongoPrograms, folder: string, port: number): Promise<Program> {
  const data = join(folder, 'data')
  const user = await postgresUser()
  await mkdir(data, { mode: 0o700 })
  if (user) await chown(data, user.uid, user.gid)
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '-E', 'UTF8']
  await run(
    join(programs.postgres, 'initdb'),
    ['-D', data, '-A', 'trust', '-U', 'postgres', ...locale, '--no-sync'],
    user,
  )
  await appendFile(join(data, 'postgresql.conf'), settings(port))
  return createProgram({
    file: join(programs.postgres, 'postgres'),
    args: ['-D', data],
    log: join(folder, 'postgres.log'),
    ...(user && { user }),
    isReady: () => sql(programs, port, ['select 1']).then(succeeded, failed),
  })
}

/**
 * fsync is off: a killed process loses nothing by that, only a machine does. What an acknowledgement waits for stays
 * on, and so does the long default of `deadlock_timeout`, at which a store that runs into deadlocks shows it. So do full
 * page writes: without them DocumentDB's index comes out of a recovery such that a search in it goes round for ever, on
 * one processor for each that asks (seen after 5 of 5 kills amid some thousand writes, and after none with them). A whole
 * table is read only where no index serves, not where statistics of some thousand records make it look as cheap.
 */
function settings(port: number): string {
  return `
listen_addresses = '127.0.0.1'
port = ${port}
unix_socket_directories = ''
max_connections = 300
shared_preload_libraries = 'pg_cron,pg_documentdb_core,pg_documentdb'
cron.database_name = 'postgres'
cron.host = '127.0.0.1'
cron.log_run = off
cron.log_statement = off
documentdb.localhost_connection_string = 'host=127.0.0.1'
fsync = off
jit = off
enable_seqscan = off
timezone = 'GMT'
log_timezone = 'GMT'
`
}

/** The extension, expired records deleted every few seconds instead of every minute, and the user. */
async function prepare(programs: MongoPrograms, port: number, credentials?: MongoCredentials): Promise<void> {
  const job = "SELECT jobid FROM cron.job WHERE command LIKE '%delete_expired_rows%'"
  await sql(programs, port, [
    'SET client_min_messages = error; CREATE EXTENSION documentdb CASCADE',
    `SELECT cron.alter_job(jobid, schedule => '3 seconds') FROM (${job}) AS jobs`,
  ])
  if (credentials === undefined) return
  const roles = ['readWriteAnyDatabase', 'clusterAdmin'].map((role) => ({ role, db: 'admin' }))
  const user = JSON.stringify({ createUser: credentials.user, pwd: credentials.password, roles })
  await sql(programs, port, [`SELECT documentdb_api.create_user('${user.replaceAll("'", "''")}')`])
}

async function sql({ postgres }: MongoPrograms, port: number, commands: string[]): Promise<void> {
  const connection = [
    '-h',
    '127.0.0.1',
    '-p',
    String(port),
    '-U',
    'postgres',
    '-qAt',
    '-v',
    'ON_ERROR_STOP=1',
  ]
  await run(join(postgres, 'psql'), [...connection, ...commands.flatMap((command) => ['-c', command])])
}

interface GatewayOptions {
  programs: MongoPrograms
  folder: string
  port: number
  debugPort: number
  databasePort: number
  /** To everybody. */
  isOpen: boolean
}

function createGateway({ programs, folder, port, debugPort, databasePort, isOpen }: GatewayOptions): Program {
  return createProgram({
    file: programs.ferretdb,
    args: [
      `--listen-addr=127.0.0.1:${port}`,
      `--debug-addr=127.0.0.1:${debugPort}`,
      `--state-dir=${join(folder, 'state')}`,
      `--postgresql-url=postgres://postgres@127.0.0.1:${databasePort}/postgres?pool_max_conns=100`,
      '--log-level=warn',
      ...(isOpen ? ['--no-auth'] : []),
    ],
    log: join(folder, 'ferretdb.log'),
    env: { FERRETDB_TELEMETRY: 'disable', DO_NOT_TRACK: '1' },
    // Not its answer to a connection: that it gives without a database, too.
    isReady: () => fetch(`http://127.0.0.1:${debugPort}/debug/readyz`).then(({ ok }) => ok, failed),
  })
}

const succeeded = () => true
const failed = () => false
