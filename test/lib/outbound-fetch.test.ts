/** Fetching on somebody else's word without becoming their way into our network. */
import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createOutboundFetch, OutboundRefusedError } from '#lib/outbound-fetch'

const BYTE_EVERY_MS = 200

let server: Server
let port: number
/** Paths that were asked for. */
let asked: string[] = []

const answers: Record<string, (response: ServerResponse) => void> = {
  '/': (response) => response.end('ok'),
  '/redirect': (response) => response.writeHead(302, { location: '/' }).end(),
  '/never': () => {},
  '/large': (response) => response.end('x'.repeat(300 * 1024)),
  '/slow': (response) => {
    const timer = setInterval(() => response.write('x'), BYTE_EVERY_MS)
    response.on('close', () => clearInterval(timer))
  },
}

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    answers[request.url ?? '']?.(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

beforeEach(() => {
  asked = []
})

/** The status, `refused`, or the code of what else went wrong. */
async function outcome(allow: string[], host: string, path = '/'): Promise<string> {
  try {
    const response = await createOutboundFetch(allow)(`http://${host}:${port}${path}`)
    await response.text()
    return String(response.status)
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
    if (cause instanceof OutboundRefusedError) return 'refused'
    return (cause as NodeJS.ErrnoException).code ?? String(cause)
  }
}

describe('an address that is not of the internet', () => {
  it.each([
    ['loopback', ['127.0.0.1', '127.255.255.254', '[::1]']],
    [
      'loopback in other notations',
      ['2130706433', '0x7f.1', '0x7f000001', '0177.0.0.1', '017700000001', '127.1'],
    ],
    ['loopback in other letters', ['１２７.0.0.1', '127。0。0。1']],
    ['loopback within IPv6', ['[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::7f00:1]', '[::ffff:0:7f00:1]']],
    ['loopback behind a translator', ['[64:ff9b::7f00:1]', '[64:ff9b:1::7f00:1]', '[2002:7f00:1::]']],
    ['nothing', ['0.0.0.0', '0', '[::]']],
    [
      'private',
      ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '[fc00::1]', '[fd00::1]', '[fec0::1]'],
    ],
    [
      'link-local, as metadata services are',
      ['169.254.169.254', '2852039166', '[fe80::1]', '[::ffff:a9fe:a9fe]'],
    ],
    ['shared', ['100.64.0.1', '100.127.255.255']],
    [
      'reserved',
      ['192.0.0.1', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '240.0.0.1', '[2001:db8::1]'],
    ],
    ['for many', ['224.0.0.1', '239.255.255.255', '255.255.255.255', '[ff02::1]']],
  ])('is refused: %s', async (_kind, hosts) => {
    for (const host of hosts) expect([host, await outcome([], host)]).toEqual([host, 'refused'])
    expect(asked).toEqual([])
  })

  it.each(['localhost', 'LOCALHOST'])('is refused behind the name %s', async (host) => {
    expect(await outcome([], host)).toBe('refused')
    expect(asked).toEqual([])
  })

  it('is not reached by a name with a dot at its end, which not every resolver knows', async () => {
    expect(await outcome([], 'localhost.')).toMatch(/^(refused|ENOTFOUND|EAI_AGAIN)$/)
    expect(asked).toEqual([])
  })
})

describe('what the operator allows', () => {
  it.each([
    ['a name', ['localhost'], 'localhost'],
    ['a name in other letters', ['LocalHost'], 'LOCALHOST'],
    ['an address', ['127.0.0.1'], '127.0.0.1'],
    ['an address in another notation', ['127.0.0.1'], '0x7f.1'],
    ['an address within IPv6', ['127.0.0.1'], '[::ffff:127.0.0.1]'],
    ['a range', ['127.0.0.0/8'], '127.0.0.1'],
    ['the addresses behind a name', ['127.0.0.0/8', '::1'], 'localhost'],
    ['one of several entries', ['10.0.0.0/8', '127.0.0.1'], '127.0.0.1'],
  ])('may be reached by %s', async (_way, allow, host) => {
    expect(await outcome(allow, host)).toBe('200')
  })

  it('may be an IPv6 address however it is written', async () => {
    const results = await Promise.all(
      ['::1', '0:0:0:0:0:0:0:1', '::1/128'].map((allow) => outcome([allow], '[::1]')),
    )
    expect(results).not.toContain('refused')
  })

  it.each([
    ['another name', ['example.com'], 'localhost'],
    ['another address', ['127.0.0.2'], '127.0.0.1'],
    ['another range', ['10.0.0.0/8', '192.168.0.0/16', '::1/128'], '127.0.0.1'],
    ['a name whose address is asked for', ['localhost'], '127.0.0.1'],
    ['the end of a name', ['host'], 'localhost'],
  ])('opens nothing else: %s', async (_what, allow, host) => {
    expect(await outcome(allow, host)).toBe('refused')
    expect(asked).toEqual([])
  })
})

describe('an answer', () => {
  const fetchLocal = createOutboundFetch(['127.0.0.1'])
  const url = (path: string) => `http://127.0.0.1:${port}${path}`

  it('that redirects is not followed, whatever the caller says', async () => {
    const responses = await Promise.all([
      fetchLocal(url('/redirect')),
      fetchLocal(new URL(url('/redirect')), { redirect: 'follow' }),
    ])
    for (const { status, headers } of responses) expect([status, headers.get('location')]).toEqual([302, '/'])
    expect(asked).toEqual(['/redirect', '/redirect'])
  })

  it('that is too large is not read to its end', async () => {
    const response = await fetchLocal(url('/large'))
    await expect(response.text()).rejects.toThrow()
  })

  it('is waited for no longer than the caller wants', async () => {
    const startedAt = performance.now()
    await expect(fetchLocal(url('/never'), { signal: AbortSignal.timeout(100) })).rejects.toThrow()
    // And not for the seconds that it would be waited for otherwise.
    expect(performance.now() - startedAt).toBeLessThan(4000)
  })

  it('is waited for some seconds, whether it never begins or never ends', async () => {
    const startedAt = performance.now()
    const never = fetchLocal(url('/never'))
    const slow = fetchLocal(url('/slow')).then((response) => response.text())
    const results = await Promise.allSettled([never, slow])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(performance.now() - startedAt).toBeLessThan(30_000)
  })
})

describe('a URL of another kind', () => {
  it.each([
    'file:///etc/passwd',
    'data:text/plain,hello',
    'ftp://example.com/',
    'gopher://example.com/',
    'about:blank',
  ])('is refused: %s', async (url) =>
    expect(createOutboundFetch([])(url)).rejects.toThrow(OutboundRefusedError),
  )
})
