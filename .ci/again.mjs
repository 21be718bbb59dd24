/**
 * Runs the files again in which tests failed: `node .ci/again.mjs RESULTS`, with the JSON that vitest wrote. Exits with 0
 * when there are few of them and each passes three times out of three, alone: a test that fails once beside all the others
 * and never again tells of the test, or of the machine. It is named loudly all the same, since it is a defect of its own.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

/** More than these at once are no accident. */
const MOST_FILES = 2
const TIMES = 3

const { testResults } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const failed = testResults.filter(({ status }) => status === 'failed')
const files = [...new Set(failed.map(({ name }) => relative(process.cwd(), name)))]
if (files.length === 0 || files.length > MOST_FILES) {
  console.log(`Not tried again: ${files.length} files have failed tests`)
  process.exit(1)
}

for (let time = 1; time <= TIMES; time += 1) {
  console.log(`\nTrying again, ${time} of ${TIMES}: ${files.join(', ')}`)
  const { status } = spawnSync('npm', ['test', '--', ...files], { stdio: 'inherit' })
  if (status !== 0) process.exit(1)
}

for (const { assertionResults } of failed) {
  for (const { status, fullName } of assertionResults)
    if (status === 'failed') console.log(`UNSTEADY: ${fullName}`)
}
