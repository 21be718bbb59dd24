/** gatehouse webhook …, gatehouse events … */
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newEvent } from '#domain/events'
import { type CommandLine, type Json, openCommandLine, start } from './command-line.ts'

let cli: CommandLine
beforeAll(async () => {
  cli = await openCommandLine({ ISSUER: 'https://id.example.com' })
})
afterAll(() => cli.remove())

describe('gatehouse webhook', () => {
  it('create shows the secret once; list shows all but that; delete ends it', async () => {
    const args = ['webhook', 'create', '--url', 'https://a.example.com/hook']
    const created = await cli.json([...args, '--event', 'TokenIssued', '--event', 'TokenRevoked'])
    expect(created).toEqual({
      id: expect.stringMatching(/^wh_/),
      url: 'https://a.example.com/hook',
      secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]+=*$/),
    })
    const listed = await cli.run(['webhook', 'list', '--json'])
    expect(JSON.parse(listed.stdout)).toEqual([
      {
        id: created.id,
        url: created.url,
        events: ['TokenIssued', 'TokenRevoked'],
        created_at: expect.any(String),
      },
    ])
    expect(listed.stdout).not.toContain(String(created.secret).slice(6, 30))
    expect(await cli.json(['webhook', 'delete', String(created.id)])).toEqual({
      id: created.id,
      deleted: true,
    })
    expect(await cli.json(['webhook', 'list'])).toEqual([])
    expect(await cli.refused(['webhook', 'delete', String(created.id)])).toContain('no webhook')
  })

  it('create says what is wrong', async () => {
    expect(await cli.refused(['webhook', 'create'], 2)).toContain('--url is needed')
    expect(await cli.refused(['webhook', 'create', '--url', 'nonsense'])).toContain('https://')
    const unknown = ['webhook', 'create', '--url', 'https://a.example.com', '--event', 'TokenEaten']
    expect(await cli.refused(unknown)).toContain('TokenRevoked')
  })
})

describe('gatehouse events', () => {
  const early = { ...newEvent('TokenIssued', 'ada', { client_id: 'app' }), time: Date.UTC(2025, 0, 1) }
  const late = { ...newEvent('TokenRevoked', 'bob', { client_id: 'web' }), time: Date.UTC(2025, 0, 3) }

  beforeAll(async () => {
    const core = await cli.openCore()
    await core.events.append([late, early])
    await core.close()
  })

  it('list is an array of CloudEvents, oldest first', async () => {
    const events = await cli.json<Json[]>([
      'events',
      'list',
      '--since',
      '2025-01-01',
      '--until',
      '2025-01-04',
    ])
    expect(events.map(({ id }) => id)).toEqual([early.id, late.id])
    expect(events[0]).toEqual({
      specversion: '1.0',
      id: early.id,
      source: 'https://id.example.com',
      type: 'TokenIssued',
      time: '2025-01-01T00:00:00.000Z',
      subject: 'ada',
      datacontenttype: 'application/json',
      data: { client_id: 'app' },
    })
  })

  it.each([
    [['--type', 'TokenRevoked'], [late.id]],
    [['--client', 'app'], [early.id]],
    [['--account', 'bob'], [late.id]],
    [['--since', '2025-01-02', '--until', '2025-01-04'], [late.id]],
    [['--until', '2025-01-02T00:00:00Z'], [early.id]],
    [['--account', 'bob', '--type', 'TokenIssued'], []],
  ])('list %j', async (filter, expected) => {
    const events = await cli.json<Json[]>(['events', 'list', ...filter])
    expect(events.map(({ id }) => id)).toEqual(expected)
  })

  it('list finds a person by e-mail address too', async () => {
    const person = await cli.json(['user', 'create', '--email', 'ada@example.com'])
    const core = await cli.openCore()
    await core.events.append([newEvent('auth.profile_updated', String(person.sub))])
    await core.close()
    const filter = ['--account', 'ada@example.com', '--type', 'auth.profile_updated']
    expect(await cli.json<Json[]>(['events', 'list', ...filter])).toHaveLength(1)
  })

  it('list is a table for people', async () => {
    const { stdout } = await cli.run(['events', 'list', '--client', 'web'])
    expect(stdout).toMatch(/^time +type +subject/)
    expect(stdout).toContain('TokenRevoked')
  })

  describe('of a log that no pipe holds', () => {
    const MANY = 3000
    const longAgo = Date.UTC(2024, 0, 1)
    const data = { user_agent: 'x'.repeat(500) }
    const anEvent = (time: number) => ({ ...newEvent('auth.login_failed', 'many', data), time })
    const list = ['events', 'list', '--account', 'many']
    const startList = (...more: string[]) =>
      start([...list, ...more], { cwd: cli.folder, env: cli.environment })

    beforeAll(async () => {
      const core = await cli.openCore()
      await core.events.append(Array.from({ length: MANY }, (_, number) => anEvent(longAgo + number)))
      await core.close()
    })

    it('list reads on as its reader does, and is one array all the same', async () => {
      const child = startList('--json')
      await once(child.stdout, 'readable')
      const late = anEvent(Date.UTC(2024, 6, 1))
      const core = await cli.openCore()
      await core.events.append([late])
      await core.close()
      const events: Json[] = JSON.parse(await text(child.stdout))
      expect(events).toHaveLength(MANY + 1)
      expect(events.at(-1)?.id).toBe(late.id)
      expect(events.map(({ time }) => time)).toEqual(events.map(({ time }) => time).toSorted())
    })

    it('list names its columns once', async () => {
      const lines = (await text(startList().stdout)).trimEnd().split('\n')
      expect(lines.filter((line) => line.startsWith('time '))).toEqual([lines[0]])
      expect(lines.length).toBeGreaterThan(MANY)
    })

    it.each([[[]], [['--json']]])('list %j ends quietly when its reader has seen enough', async (more) => {
      const child = startList(...more)
      const ended = once(child, 'exit')
      const said = text(child.stderr)
      await once(child.stdout, 'readable')
      child.stdout.destroy()
      expect(await ended).toEqual([0, null])
      expect(await said).toBe('')
    })
  })

  it('replay marks what was given up, of one webhook or all', async () => {
    const [one, other] = [
      await cli.json(['webhook', 'create', '--url', 'https://a.example.com']),
      await cli.json(['webhook', 'create', '--url', 'https://b.example.com']),
    ]
    const core = await cli.openCore()
    for (const { id } of [one, other]) {
      const event = { ...late, position: 1 }
      await core.stores.deliveries.bury({ subscriber: `webhook ${id}`, event, diedAt: 1, error: 'gone' })
    }
    expect(await cli.json(['events', 'replay', '--webhook', String(one.id)])).toEqual([
      {
        id: late.id,
        type: 'TokenRevoked',
        time: '2025-01-03T00:00:00.000Z',
        subject: 'bob',
        subscriber: `webhook ${one.id}`,
        given_up_at: '1970-01-01T00:00:00.001Z',
        error: 'gone',
      },
    ])
    const marked = (id: unknown) =>
      core.stores.deliveries.letters(`webhook ${id}`, { limit: 10, marked: true })
    expect(await marked(one.id)).toHaveLength(1)
    expect(await marked(other.id)).toEqual([])
    expect(await cli.json(['events', 'replay', '--type', 'TokenIssued'])).toEqual([])
    expect(await cli.json<Json[]>(['events', 'replay'])).toHaveLength(2)
    await core.close()
  })

  it('says what is wrong with a filter', async () => {
    expect(await cli.refused(['events', 'list', '--type', 'TokenEaten'], 2)).toContain('TokenRevoked')
    expect(await cli.refused(['events', 'list', '--since', 'yesterday'], 2)).toContain('--since')
    expect(await cli.refused(['events', 'replay', '--webhook', 'none'])).toContain('no webhook')
  })
})
