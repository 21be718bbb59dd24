/** The command line as its user has it: a process of its own, in a folder of its own. */
import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { loadConfig } from '#config'
import { type Core, createCore } from '../../src/core.ts'

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

export interface Outcome {
  code: number | null
  stdout: string
  stderr: string
}

export type Json = Record<string, unknown>

export interface CommandLine {
  folder: string
  dataDir: string
  run(
    args: string[],
    given?: { stdin?: string | Uint8Array; environment?: Record<string, string> },
  ): Promise<Outcome>
  /** Runs with `--json` and expects success, and one document and nothing else on standard output. */
  json<Value = Json>(args: string[], stdin?: string): Promise<Value>
  /** Expects a refusal: nothing on standard output, words on standard error, which are returned. */
  refused(args: string[], code?: 1 | 2): Promise<string>
  /** Writes a file and returns its path. */
  file(name: string, content: string | Uint8Array): Promise<string>
  /** The same stores, from this process. The caller closes it. */
  openCore(): Promise<Core>
  /** The settings that its processes run with, and no others. */
  environment: Record<string, string>
  remove(): Promise<void>
}

export async function openCommandLine(settings: Record<string, string> = {}): Promise<CommandLine> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-cli-'))
  const dataDir = join(folder, 'data')
  const environment = { DATA_DIR: dataDir, KEYS_DIR: join(folder, 'keys'), ...settings }

  const run: CommandLine['run'] = async (args, given = {}) => {
    const child = start(args, { cwd: folder, env: { ...environment, ...given.environment } })
    // A command that reads nothing may be gone before this is written.
    child.stdin.on('error', () => {})
    child.stdin.end(given.stdin ?? '')
    const code = new Promise<number | null>((resolve) => child.on('close', resolve))
    return { stdout: await text(child.stdout), stderr: await text(child.stderr), code: await code }
  }

  return {
    folder,
    dataDir,
    environment,
    run,
    async json(args, stdin = '') {
      const { code, stdout, stderr } = await run([...args, '--json'], { stdin })
      expect(code, stderr).toBe(0)
      expect(stdout.endsWith('\n')).toBe(true)
      return JSON.parse(stdout)
    },
    async refused(args, code = 1) {
      const outcome = await run(args)
      expect(outcome).toMatchObject({ code, stdout: '' })
      expect(outcome.stderr).not.toContain('    at ')
      return outcome.stderr
    },
    async file(name, content) {
      await writeFile(join(folder, name), content)
      return join(folder, name)
    },
    openCore: () => createCore(loadConfig(environment, join(folder, 'no.env'))),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

export function start(args: string[], where: { cwd: string; env: Record<string, string> }) {
  return spawn(process.execPath, [MAIN, ...args], { ...where, stdio: 'pipe' })
}
