/**
 * Builds what is published: JavaScript in `dist/`, since Node strips types everywhere but below `node_modules`. The
 * aliases of package.json point at sources; `dist/` gets a package.json of its own whose aliases point into itself.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

interface Manifest {
  version: string
  imports: Record<string, string>
}

const { version, imports } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest

rmSync('dist', { recursive: true, force: true })
execFileSync('tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit' })
cpSync('views/assets', 'dist/views/assets', { recursive: true })
const aliases = Object.entries(imports).map(([alias, path]) => [alias, path.replace(/\.ts$/, '.js')])
const manifest = { name: 'gatehouse', version, type: 'module', imports: Object.fromEntries(aliases) }
writeFileSync('dist/package.json', `${JSON.stringify(manifest, null, 2)}\n`)
