/** Bytes that are no HTTP, and requests that stop in the middle. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { createChance } from './chance.ts'
import { type KnownInteraction, whatIsRight } from './known.ts'
import { sendBytes, sendRaw } from './raw-request.ts'

const FORM = 'application/x-www-form-urlencoded'

let app: RunningApp
let interaction: KnownInteraction | undefined

beforeAll(async () => {
  app = await startApp()
  interaction = (await whatIsRight(app, 1)).interactions[0]
})
afterAll(() => app.stop())

describe('what is not HTTP, or stops in the middle', () => {
  const statusOf = async (text: string | Buffer) => {
    const answer = await sendBytes(app.port, Buffer.from(text), { end: true }).catch(() => undefined)
    return answer?.status
  }
  const isUp = async () => (await sendRaw(app.port, { path: '/health' })).status

  it('is refused or cut off, and the next request is answered', async () => {
    const chance = createChance(1)
    const noise = Array.from({ length: 100 }, () =>
      Buffer.from(Array.from({ length: 200 }, () => chance.below(256))),
    )
    const head = 'GET /nothing HTTP/1.1\r\nHost: x\r\n'
    const texts = [
      ...noise,
      ...[
        '',
        '\r\n\r\n',
        'GET',
        'GET /nothing\r\n\r\n',
        'GET /nothing HTTP/9.9\r\n\r\n',
        'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      ],
      ...[
        `${head}: x\r\n\r\n`,
        `${head}a b: x\r\n\r\n`,
        `${head}A: \u0000\r\n\r\n`,
        `${head}${'A: b\r\n'.repeat(5000)}\r\n`,
      ],
      `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
      'POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef',
      'POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
      'POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      'POST /oauth/token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: x\r\n\r\nabc',
      'POST /oauth/token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n',
    ]
    for (const text of texts) {
      expect(await statusOf(text), text.toString().slice(0, 200)).toBeOneOf([
        undefined,
        400,
        404,
        413,
        431,
        505,
      ])
    }
    expect(await isUp()).toBe(200)
  })

  it('a body that ends too early is refused or cut off, at every endpoint that takes one', async () => {
    const { path = '', cookie = '' } = interaction ?? {}
    const paths = words(
      '/oauth/token /oauth/par /oauth/introspect /oauth/revoke /oauth/authorize /oauth/logout/confirm /demo/refresh',
    )
    for (const target of [...paths, `${path}/sign-in`, `${path}/sign-up`, `${path}/consent`]) {
      const head = `POST ${target} HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nContent-Type: ${FORM}\r\n`
      for (const text of [
        `${head}Content-Length: 1000\r\n\r\ngrant_type=x`,
        `${head}Transfer-Encoding: chunked\r\n\r\n5\r\nabc`,
      ]) {
        const status = await statusOf(text)
        expect(status === undefined || (status >= 400 && status < 500)).toBe(true)
      }
    }
    expect(await isUp()).toBe(200)
  })
})

const words = (text: string): string[] => text.split(/\s+/)
