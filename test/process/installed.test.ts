/** What other people get: the package as it is published, and a checkout without its development packages. */
import { execFile, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { endAllAfterwards, type Home, makeHome, ROOT, startProcess } from './server-process.ts'

endAllAfterwards()

const execute = promisify(execFile)

interface Locked {
  packages: Record<string, { dev?: boolean; hasInstallScript?: boolean }>
}

const { packages: locked } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Locked
const installed = Object.entries(locked).filter(([path, { dev }]) => path !== '' && dev !== true)

/** Every package that comes with an installation of ours, and no other. */
function linkPackages(folder: string): void {
  for (const [path] of installed.filter(([path]) => path.lastIndexOf('node_modules/') === 0)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    symlinkSync(join(ROOT, path), join(folder, path))
  }
}

async function statusesOf(home: Home, paths: string[]): Promise<[string, number, number][]> {
  const look = async (path: string): Promise<[string, number, number]> => {
    const response = await fetch(home.issuer + path)
    return [path, response.status, (await response.arrayBuffer()).byteLength]
  }
  return Promise.all(paths.map(look))
}

const SWAGGER = [
  '/swagger',
  '/swagger/swagger-ui-bundle.js',
  '/swagger/swagger-ui.css',
  '/swagger/start.js',
  '/swagger/oauth2-redirect.html',
  '/swagger/oauth2-redirect.js',
]

describe('the published package', () => {
  let home: Home
  let bin: string

  beforeAll(async () => {
    home = await makeHome()
    await execute('npm', ['pack', '--silent', '--pack-destination', home.folder], { cwd: ROOT })
    const [archive = ''] = readdirSync(home.folder).filter((name) => name.endsWith('.tgz'))
    const own = join(home.folder, 'node_modules/gatehouse')
    mkdirSync(own, { recursive: true })
    await execute('tar', ['-xzf', join(home.folder, archive), '--strip-components=1', '-C', own])
    linkPackages(home.folder)
    bin = join(own, JSON.parse(readFileSync(join(own, 'package.json'), 'utf8')).bin.gatehouse)
  })

  it('serves everything from what is installed with it, its documentation too', async () => {
    const server = startProcess(home, { run: [process.execPath, bin, 'serve'], cwd: home.folder })
    await server.ready()
    for (const [path, status, size] of await statusesOf(home, ['/openapi.json', ...SWAGGER])) {
      expect(status, path).toBe(200)
      expect(size, path).toBeGreaterThan(100)
    }
    expect(await server.stop()).toBe(0)
  })

  it('says in one line which Node it needs, where that is newer than the one there is', () => {
    const old = join(home.folder, 'old-node.cjs')
    writeFileSync(old, "Object.defineProperty(process.versions, 'node', { value: process.env.PRETENDED })")
    const run = (version: string) =>
      spawnSync(process.execPath, ['--require', old, bin, '--version'], {
        env: { PRETENDED: version },
        encoding: 'utf8',
      })
    for (const version of ['10.24.1', '20.20.2', '22.17.1']) {
      const { status, stderr, stdout } = run(version)
      expect({ status, stderr, stdout }).toEqual({
        status: 1,
        stderr: `gatehouse: Node 22.18 or newer is needed; this is Node ${version}\n`,
        stdout: '',
      })
    }
    for (const version of ['22.18.0', '24.0.0', '100.1.0']) expect(run(version).status, version).toBe(0)
  })

  it('runs no install script of any package', () => {
    const scripted = installed.filter(([, { hasInstallScript }]) => hasInstallScript === true)
    expect(scripted).toEqual([])
  })
})

describe('a checkout without its development packages', () => {
  it('starts, and has no Swagger UI', async () => {
    const home = await makeHome()
    for (const name of ['src', 'adapters', 'views', 'package.json']) {
      cpSync(join(ROOT, name), join(home.folder, name), { recursive: true })
    }
    linkPackages(home.folder)
    const run = [process.execPath, join(home.folder, 'src/main.ts')]
    await startProcess(home, { run, cwd: home.folder }).ready()
    const statuses = await statusesOf(home, ['/openapi.json', '/demo', '/swagger'])
    expect(statuses.map(([, status]) => status)).toEqual([200, 200, 404])
  })
})
