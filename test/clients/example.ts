/** The programs of docs/clients, run as they stand there: a person signs in through a page, the program does the rest. */
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createAgent } from '../support/agent.ts'
import { anAccount, aRelyingParty, passInteractions, REDIRECT_URI } from '../support/relying-party.ts'
import type { RunningApp } from '../support/start-app.ts'

export interface Outcome {
  /** What the program printed in the end. */
  printed: unknown
  /** Of the account that signed in. */
  subject: string
}

const RESOURCE = 'https://api.example.com'

/** The program on a page: the one code block whose heading names a file. */
async function programOf(page: string): Promise<{ file: string; text: string }> {
  const markdown = await readFile(new URL(`../../docs/clients/${page}.md`, import.meta.url), 'utf8')
  const [, file, text] = /^```\w+ (\S+)\n(.*?)^```$/ms.exec(markdown) ?? []
  if (file === undefined || text === undefined) throw new Error(`docs/clients/${page}.md has no program`)
  return { file, text }
}

/** @param command what runs the file that it is given, in whose folder `prepare` may have put more */
export async function runExample(
  app: RunningApp,
  page: string,
  command: (file: string) => string[],
  folder?: string,
): Promise<Outcome> {
  await app.core.resourceServers.create({ uri: RESOURCE, scope: 'read' }).catch(() => {})
  const client = await aRelyingParty(app, { resources: [RESOURCE] })
  const account = await anAccount(app)
  const { file, text } = await programOf(page)
  const own = folder ?? (await mkdtemp(join(tmpdir(), 'gatehouse-example-')))
  await writeFile(join(own, file), text)
  const [program = '', ...args] = command(file)
  const child = spawn(program, args, {
    cwd: own,
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: 200_000,
    env: {
      PATH: process.env.PATH,
      ISSUER: app.issuer,
      CLIENT_ID: client.clientId,
      CLIENT_SECRET: client.secret ?? '',
      REDIRECT_URI,
      RESOURCE,
    },
  })
  let complaints = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text
  })
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const lines: string[] = []
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line)
      if (lines.length > 1) continue
      const agent = createAgent(app.issuer)
      const callback = await passInteractions(agent, await agent.get(line), account.email)
      child.stdin.end(`${callback.href}\n`)
    }
    const code = await exited
    if (code !== 0) throw new Error(`${file} ended with ${code}: ${complaints}`)
    return { printed: JSON.parse(lines.at(-1) ?? ''), subject: account.id }
  } finally {
    child.kill('SIGKILL')
    if (folder === undefined) await rm(own, { recursive: true, force: true })
  }
}
