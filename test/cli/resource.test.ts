/** gatehouse resource …, as its user has it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CommandLine, openCommandLine } from './command-line.ts'

const URI = 'https://zoo.example/api'

let line: CommandLine
beforeAll(async () => {
  line = await openCommandLine()
})
afterAll(() => line.remove())

test('the life of a resource', async () => {
  const made = await line.json(['resource', 'create', '--uri', URI, '--scope', 'read write'])
  const createdAt = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/)
  expect(made).toEqual({ uri: URI, scope: 'read write', alg: 'ES256', ttl: 3600, created_at: createdAt })
  expect(await line.json(['resource', 'show', URI])).toEqual(made)

  const updated = await line.json([
    'resource',
    'update',
    URI,
    '--scope',
    'feed',
    '--alg',
    'RS256',
    '--ttl',
    '60',
  ])
  expect(updated).toEqual({ ...made, scope: 'feed', alg: 'RS256', ttl: 60 })
  expect(await line.json(['resource', 'update', URI, '--ttl', '61'])).toEqual({ ...updated, ttl: 61 })

  expect(await line.json(['resource', 'delete', URI])).toEqual({ deleted: URI })
  for (const command of ['show', 'update', 'delete']) {
    expect(await line.refused(['resource', command, URI])).toContain('There is no resource server')
  }
})

test('lists the oldest first, whatever the URIs are', async () => {
  for (const uri of ['urn:zebra', 'urn:ape'])
    await line.json(['resource', 'create', '--uri', uri, '--scope', 'x'])
  const uris = (await line.json<{ uri: string }[]>(['resource', 'list'])).map(({ uri }) => uri)
  expect(uris).toEqual(['urn:zebra', 'urn:ape'])
  expect((await line.run(['resource', 'list'])).stdout).toMatch(
    /^uri +scope +alg +ttl +created_at\nurn:zebra +x /,
  )
})

test.each([
  ['a relative URI', ['--uri', '/api', '--scope', 'x'], /uri/],
  ['a fragment', ['--uri', 'https://a.example/#b', '--scope', 'x'], /fragment/],
  ['a scope value with a quote', ['--uri', 'urn:a', '--scope', 'x"y'], /scope/],
  ['an unknown algorithm', ['--uri', 'urn:a', '--scope', 'x', '--alg', 'none'], /alg/],
  ['a ttl in words', ['--uri', 'urn:a', '--scope', 'x', '--ttl', '1h'], /ttl must be 1 to/],
  ['a ttl of nothing', ['--uri', 'urn:a', '--scope', 'x', '--ttl', ''], /ttl must be 1 to/],
  ['a ttl of years', ['--uri', 'urn:a', '--scope', 'x', '--ttl', '99999999'], /ttl must be 1 to/],
  ['a URI that is taken', ['--uri', 'urn:ape', '--scope', 'x'], /exists/],
])('refuses %s', async (_what, args, words) => {
  expect(await line.refused(['resource', 'create', ...args])).toMatch(words)
})

test('needs a URI and a scope', async () => {
  expect(await line.refused(['resource', 'create', '--scope', 'x'], 2)).toMatch(/--uri is needed\nusage: /)
  expect(await line.refused(['resource', 'create', '--uri', 'urn:a'], 2)).toMatch(
    /--scope is needed\nusage: /,
  )
})
