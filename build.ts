/**
 * Builds what is published: JavaScript in `dist/`, since Node strips types everywhere but below `node_modules`. The
 * aliases of package.json point at sources; `dist/` gets a package.json of its own whose aliases point into itself.
 * Swagger UI is copied, not depended on: one of its dependencies reports every installation to a third party.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

interface Manifest {
  version: string
  imports: Record<string, string>
}

const { version, imports } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest

rmSync('dist', { recursive: true, force: true })
execFileSync('tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit' })
cpSync('views/assets', 'dist/views/assets', { recursive: true })
copySwaggerUi('dist/views/assets/swagger-ui')
const aliases = Object.entries(imports).map(([alias, path]) => [alias, path.replace(/\.ts$/, '.js')])
const own = { ...Object.fromEntries(aliases), '#swagger-ui/*': './views/assets/swagger-ui/*' }
const manifest = { name: 'gatehouse', version, type: 'module', imports: own }
writeFileSync('dist/package.json', `${JSON.stringify(manifest, null, 2)}\n`)

/** What `/swagger` serves, and the licences that go with it. */
function copySwaggerUi(folder: string): void {
  const source = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')))
  const served = ['swagger-ui-bundle.js', 'swagger-ui.css', 'oauth2-redirect.js']
  for (const name of [...served, 'swagger-ui-bundle.js.LICENSE.txt', 'LICENSE', 'NOTICE']) {
    cpSync(`${source}/${name}`, `${folder}/${name}`)
  }
}
