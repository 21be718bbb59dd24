/** A mail server that is away, late or comes back: nobody waits for it, nothing is lost, nothing is sent twice. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { loadConfig } from '#config'
import { type Dispatch, type DispatchTimes, startDispatch } from '#domain/events'
import { createLogger } from '#lib/logger'
import { type Core, createCore } from '../../src/core.ts'
import { type MailDelivery, openMailDelivery } from '../../src/mail-delivery.ts'
import { freePort } from '../support/free-port.ts'
import { type MailServer, startMailServer } from '../support/mail-server.ts'

let folder: string
let core: Core
let mail: MailDelivery
let dispatch: Dispatch
let port: number
let server: MailServer | undefined

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-'))
  // It is stopped, and starts again where it was.
  port = await freePort()
  server = await startMailServer({ port })
  const environment = {
    DATA_DIR: join(folder, 'data'),
    KEYS_DIR: join(folder, 'keys'),
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    RATE_LIMIT: 'off',
  }
  const config = loadConfig(environment, join(folder, 'no.env'))
  core = await createCore(config)
  mail = openMailDelivery(config, core, createLogger('silent'))
  dispatch = startDelivering()
})

function startDelivering(times: Partial<DispatchTimes> = {}): Dispatch {
  return startDispatch({
    events: core.events,
    log: core.stores.events,
    leases: core.stores.leases,
    deliveries: core.stores.deliveries,
    subscribers: async () => mail.subscribers,
    holder: 'test',
    onProblem: () => {},
    times: {
      idleMs: 20,
      heartbeatMs: 50,
      firstRetryMs: 30,
      maxRetryMs: 60,
      coolDownMs: 40,
      maxCoolDownMs: 80,
      ...times,
    },
  })
}

afterEach(async () => {
  await dispatch.stop()
  await mail.close()
  await core.close()
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

const people = Array.from({ length: 6 }, (_, index) => `person${index}@example.com`)
/** By an operator, so that nothing but mail takes its time. */
const signUpAll = () =>
  Promise.all(people.map((email) => core.accounts.signUp({ email, password: 'a good passphrase' }, {})))

async function everybodyHasMail(from: MailServer): Promise<string[]> {
  await Promise.all(people.map((email) => from.waitFor(({ envelope }) => envelope.to[0] === email)))
  // Whatever would come twice gets the time to.
  await new Promise((resolve) => setTimeout(resolve, 200))
  return from.received.map(({ envelope }) => envelope.to.join()).sort()
}

it('a server that is down keeps nobody waiting, and gets every mail once when it is back', async () => {
  await server?.stop()
  await signUpAll()
  await new Promise((resolve) => setTimeout(resolve, 200))
  server = await startMailServer({ port })
  expect(await everybodyHasMail(server)).toEqual(people)
})

it('a server that hangs up on every second mail gets each of them once', async () => {
  await server?.stop()
  let count = 0
  server = await startMailServer({
    port,
    beforeAnswer: async (_mail, hangUp) => {
      count += 1
      if (count % 2 === 1) {
        hangUp()
        throw new Error('not taken')
      }
    },
  })
  await signUpAll()
  expect(await everybodyHasMail(server)).toEqual(people)
})

it('an address that is refused for good holds up no other, nor later mails to the same person', async () => {
  await server?.stop()
  const unknown = new Set([people[0], people[3]])
  const refused = new Set<string>()
  server = await startMailServer({
    port,
    refuse(address) {
      if (!unknown.has(address)) return undefined
      refused.add(address)
      return [550, 'no such mailbox']
    },
  })
  const accounts = await signUpAll()
  await server.waitFor(({ envelope }) => envelope.to[0] === people[5])
  await vi.waitFor(() => expect(refused).toEqual(unknown), { timeout: 60_000 })
  unknown.clear()
  await core.accounts.requestPasswordReset(people[0] ?? '', {})
  const reset = await server.waitFor(({ subject }) => subject === 'Choose a new password')
  expect(reset.envelope.to).toEqual([accounts[0]?.email])
  expect(server.received.map(({ envelope }) => envelope.to[0])).not.toContain(people[3])
})

it('addresses that are refused for now, however many, hold up no other, and get theirs later', async () => {
  await Promise.all([dispatch.stop(), server?.stop()])
  const hourMs = 3_600_000
  dispatch = startDelivering({ coolDownMs: hourMs, maxCoolDownMs: hourMs })
  const deferred = new Set(people)
  const refused = new Set<string>()
  server = await startMailServer({
    port,
    refuse(address) {
      if (!deferred.has(address)) return undefined
      refused.add(address)
      return [451, 'greylisted']
    },
  })
  await signUpAll()
  await vi.waitFor(() => expect([...refused].sort()).toEqual(people), { timeout: 60_000 })
  await core.accounts.signUp({ email: 'somebody@example.com', password: 'a good passphrase' }, {})
  await server.waitFor(({ envelope }) => envelope.to[0] === 'somebody@example.com')
  expect(server.received).toHaveLength(1)
  deferred.clear()
  expect(await everybodyHasMail(server)).toEqual([...people, 'somebody@example.com'])
})
