/** Several processes behind one port. */
import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { describe, expect, it } from 'vitest'
import { createAgent } from '../support/agent.ts'
import { aRelyingParty } from '../support/relying-party.ts'
import { signUpInto } from './people.ts'
import {
  endAllAfterwards,
  isAlive,
  makeHome,
  openBeside,
  type ServerProcess,
  startProcess,
  startServer,
  within,
} from './server-process.ts'

endAllAfterwards()

const WAIT_MS = 60_000

function workersOf({ child }: ServerProcess): number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n')
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent, ...args]) => parent === String(child.pid) && args.join(' ').includes('main.ts'))
    .map(([pid]) => Number(pid))
}

async function until(isSo: () => boolean, problem: string): Promise<void> {
  const wait = async () => {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await within(WAIT_MS, wait(), problem)
}

describe.runIf(process.platform !== 'win32' && availableParallelism() > 1)('WORKERS=auto', () => {
  it('starts one for each core, and another for one that dies', async () => {
    const server = await startServer(await makeHome({ WORKERS: 'auto' }))
    const first = workersOf(server)
    expect(first).toHaveLength(availableParallelism())
    process.kill(first[0] ?? 0, 'SIGKILL')
    const isReplaced = () => workersOf(server).some((pid) => !first.includes(pid))
    await until(isReplaced, 'nobody took the place of the dead worker')
    expect(workersOf(server)).toHaveLength(availableParallelism())
    expect(await server.stop()).toBe(0)
  })
})

describe.runIf(process.platform !== 'win32')('WORKERS=2', () => {
  it('starts two that work on the same keys and records, replaces one that dies, and ends both well', async () => {
    const home = await makeHome({ WORKERS: '2', LOG_LEVEL: 'info' })
    const server = await startServer(home)
    const first = workersOf(server)
    expect(first).toHaveLength(2)

    const beside = await openBeside(home)
    expect(await beside.core.signingKeys.list()).toHaveLength(4)
    const rp = await aRelyingParty(beside, { firstParty: true })
    await beside.stop()
    const { tokens } = await signUpInto(home.issuer, rp, 'ada@example.com')
    expect(tokens.claims()?.iss).toBe(home.issuer)

    const [victim = 0] = first
    process.kill(victim, 'SIGKILL')
    const listening = () => server.stdout().split('"msg":"listening"').length - 1
    await until(() => listening() === 3, 'nobody took the place of the dead worker')
    expect((await createAgent(home.issuer).get('/health')).status).toBe(200)

    const last = workersOf(server)
    expect(last).toHaveLength(2)
    expect(last).not.toContain(victim)
    expect(await server.stop()).toBe(0)
    await until(() => !last.some(isAlive), 'a worker was left running')
  })

  it('ends well even while a worker is starting', async () => {
    const server = await startServer(await makeHome({ WORKERS: '2' }))
    const first = workersOf(server)
    process.kill(first[0] ?? 0, 'SIGKILL')
    const isReplaced = () => workersOf(server).some((pid) => !first.includes(pid))
    await until(isReplaced, 'nobody took the place of the dead worker')
    const last = workersOf(server)
    expect(await server.stop()).toBe(0)
    await until(() => !last.some(isAlive), 'a worker was left running')
  })

  it('tells why it cannot start, and does not try for ever', async () => {
    const server = startProcess(await makeHome({ WORKERS: '2', HOST: '192.0.2.1' }))
    expect(await server.ended).toBe(1)
    expect(server.stderr()).toContain('Gatehouse cannot start:\n  - HOST 192.0.2.1')
  })
})
