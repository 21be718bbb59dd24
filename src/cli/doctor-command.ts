/** gatehouse doctor */
import type { Check } from '#doctor'
import type { Command } from './command.ts'
import { printJson, printLines } from './output.ts'
import { readArguments } from './read-arguments.ts'

export const doctorCommand: Command = {
  name: 'doctor',
  usage: '[--json]',
  summary: 'Check this deployment: what is wrong, and how to mend it',
  details: ['It changes nothing. The exit code is 1 when something is wrong; a warning alone is no fault.'],
  async run(args, { examine }) {
    const { values } = readArguments(args, {})
    const checks = await examine()
    const ok = checks.every((check) => check.ok)
    if (values.json) printJson({ ok, checks })
    else printLines(checks.flatMap(linesOf))
    if (!ok) process.exitCode = 1
  },
}

function linesOf({ name, ok, problem, warning, cure }: Check): string[] {
  const said = problem ?? warning
  if (said === undefined) return [`ok    ${name}`]
  return [`${ok ? 'note' : 'FAIL'}  ${name}: ${said}`, ...(cure === undefined ? [] : [`      ${cure}`])]
}
