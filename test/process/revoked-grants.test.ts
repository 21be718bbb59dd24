/** kill -9 while somebody's many grants are ended: whoever tries again ends the rest, and each is told of exactly once. */
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import type { KeptEvent } from '#domain/events'
import { nowSeconds } from '#lib/clock'
import { ensureMongo } from '../support/mongo-server.ts'
import { ensureRedis } from '../support/redis-servers.ts'
import { PASSWORD } from '../support/relying-party.ts'
import { type SharedStores, startSharedStores } from '../support/shared-stores.ts'
import type { RunningApp } from '../support/start-app.ts'
import { endAllAfterwards, makeHome, openBeside, ROOT, startProcess } from './server-process.ts'

endAllAfterwards()

const serversAreThere = ensureRedis() && (await ensureMongo())

const GRANTS = 1000
const EMAIL = 'ada@example.com'
const DISABLE = [process.execPath, join(ROOT, 'src/cli/main.ts'), 'user', 'disable', EMAIL]

let shared: SharedStores | undefined
afterAll(() => shared?.stop())

async function grantIds({ core }: RunningApp, owner: string): Promise<string[]> {
  return (await core.stores.artifacts.findByOwner('Grant', owner)).map(({ id }) => id)
}

async function revocations({ core }: RunningApp, subject: string): Promise<KeptEvent[]> {
  return core.events.list({ subject, type: 'TokenRevoked', limit: 2 * GRANTS })
}

async function survive(settings: Record<string, string>): Promise<void> {
  const home = await makeHome(settings)
  const beside = await openBeside(home)
  const { id: accountId } = await beside.core.accounts.create({ email: EMAIL, password: PASSWORD })
  const expiresAt = nowSeconds() + 3600
  const held = Array.from({ length: GRANTS }, (_, number) => ({
    id: `grant ${number}`,
    clientId: `app ${number}`,
  }))
  for (const { id, clientId } of held) {
    const grant = { payload: { accountId, clientId }, expiresAt, owner: accountId }
    await beside.core.stores.artifacts.save({ kind: 'Grant', id }, grant)
  }

  for (let left = GRANTS; left > 0; left = (await grantIds(beside, accountId)).length) {
    const command = startProcess(home, { run: DISABLE, cwd: home.folder })
    await vi.waitFor(async () => expect((await grantIds(beside, accountId)).length).toBeLessThan(left), {
      timeout: 60_000,
      interval: 1,
    })
    command.child.kill('SIGKILL')
    await command.ended
  }
  expect(await startProcess(home, { run: DISABLE, cwd: home.folder }).ended).toBe(0)

  const told = await revocations(beside, accountId)
  const apps = told.map(({ data }) => data.client_id)
  expect(apps.toSorted()).toEqual(held.map(({ clientId }) => clientId).toSorted())
  await beside.stop()
}

describe('kill -9 while the grants of a person are ended leaves none without its event, and none with two', () => {
  it('on the embedded database', () => survive({}), 300_000)

  it.runIf(serversAreThere)(
    'on Redis and MongoDB',
    async () => {
      shared = await startSharedStores()
      await survive(shared.fresh())
    },
    300_000,
  )
})
