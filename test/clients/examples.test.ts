import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { type Outcome, runExample } from './example.ts'
import { ensureRuntime, JAVA, PHP, PYTHON, RUBY } from './runtimes.ts'

let app: RunningApp

beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

function expectLogin({ printed, subject }: Outcome): void {
  expect(printed).toEqual({ subject, access_subject: subject, scope: 'read' })
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-example-'))
  try {
    await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

describe('a person signs in, and the access token is verified,', () => {
  test('by the JavaScript example', async () => {
    await inFolder(async (folder) => {
      await symlink(
        fileURLToPath(new URL('../../node_modules', import.meta.url)),
        join(folder, 'node_modules'),
      )
      expectLogin(await runExample(app, 'javascript', (file) => [process.execPath, file], folder))
    })
  })

  test.runIf(ensureRuntime(PYTHON))('by the Python example', async () => {
    expectLogin(await runExample(app, 'python', (file) => ['/usr/bin/python3', file]))
  })

  test.runIf(ensureRuntime(RUBY))('by the Ruby example', async () => {
    expectLogin(await runExample(app, 'ruby', (file) => ['/usr/bin/ruby', file]))
  })

  test.runIf(ensureRuntime(PHP))('by the PHP example', async () => {
    expectLogin(await runExample(app, 'php', (file) => ['/usr/bin/php', file]))
  })

  test.runIf(ensureRuntime(JAVA))('by the Java example', { timeout: 240_000 }, async () => {
    await inFolder(async (folder) => {
      await writeFile(join(folder, 'pom.xml'), POM)
      const build = 'mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib >&2'
      const run = (file: string) => ['sh', '-c', `${build} && exec java -cp 'lib/*' ${file}`]
      expectLogin(await runExample(app, 'java', run, folder))
    })
  })
})

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId><artifactId>login</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>com.nimbusds</groupId><artifactId>oauth2-oidc-sdk</artifactId><version>11.20.1</version>
    </dependency>
  </dependencies>
</project>
`
