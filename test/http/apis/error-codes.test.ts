/** Every code that an error is told by leads to a page that explains it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ApiClient, createApiClient } from '../../support/api-client.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'

const ROOT = new URL('../../../src/', import.meta.url).pathname
/** What only operators meet, at the command line: where it is thrown, or what it is called. */
const OPERATORS = /domain\/(clients|resource-servers|signing-keys|events|webhooks)\//
const OPERATORS_CODES = /^no_such_(client|member|project|tenant)$/

let app: RunningApp
let api: ApiClient

beforeAll(async () => {
  app = await startApp()
  api = await createApiClient(app.issuer)
})
afterAll(() => app.stop())

/** The codes that stand in the sources, where errors are made. */
function codesInSources(): string[] {
  const files = ['domain', 'http/apis', 'http/middleware'].flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true }).map((name) => join(ROOT, room, String(name))),
  )
  const sources = files.filter((file) => file.endsWith('.ts') && !OPERATORS.test(file))
  const made = /new (?:DomainError|Refusal)\(\s*(?:'\w+'|\d+),\s*'(\w+)'|refuse\('\w+', '(\w+)'/g
  return sources.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(made)].map((match) => match[1] ?? match[2] ?? ''),
  )
}

/** Those of them that never reach a surface under that name. */
const RENAMED = new Set(['invalid_input', 'email_taken', 'username_taken', 'csrf'])

async function hasPage(code: string): Promise<boolean> {
  return (await fetch(`${app.issuer}/errors/${code}`)).status === 200
}

describe('the page of an error code', () => {
  it('is there for every code that the sources make an error of', async () => {
    const codes = new Set(
      codesInSources().filter((code) => !RENAMED.has(code) && !OPERATORS_CODES.test(code)),
    )
    expect(codes.size).toBeGreaterThan(8)
    for (const code of codes) expect([code, await hasPage(code)]).toEqual([code, true])
  })

  it('is there for every code that the document shows', async () => {
    const text = JSON.stringify(api.document)
    const uris = [...text.matchAll(/"error_uri":"([^"]+)"/g)].map(([, uri]) => uri ?? '')
    expect(uris.length).toBeGreaterThan(20)
    for (const uri of new Set(uris)) expect([uri, (await fetch(uri)).status]).toEqual([uri, 200])
  })

  it('is there for what only the engine says', async () => {
    for (const code of ['use_dpop_nonce', 'invalid_dpop_proof', 'slow_down', 'expired_token']) {
      expect([code, await hasPage(code)]).toEqual([code, true])
    }
  })

  it('names the code and the id of the request, and works without script', async () => {
    const answer = await fetch(`${app.issuer}/errors/invalid_token`)
    const page = await answer.text()
    expect(page).toContain('invalid_token')
    expect(page).toContain(answer.headers.get('x-request-id'))
    expect(page).not.toContain('<script')
  })

  it('is not there for a code that nobody answers', async () => {
    for (const code of ['nothing', '__proto__', 'constructor', 'toString']) {
      expect([code, await hasPage(code)]).toEqual([code, false])
    }
  })
})
