/** The OpenAPI document: well made, and about nothing but what runs. */
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApiClient, type OpenApi } from '../../support/api-client.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import { sendRaw } from '../raw-request.ts'

let app: RunningApp
let document: OpenApi

beforeAll(async () => {
  app = await startApp()
  document = (await createApiClient(app.issuer)).document
})
afterAll(() => app.stop())

describe('the OpenAPI document', () => {
  it('has nothing that a linter complains about', async () => {
    const config = await createConfig({ extends: ['recommended-strict'] })
    // The linter takes a server at localhost for a slip.
    const source = JSON.stringify(document).replaceAll(app.issuer, 'https://id.gatehouse.test')
    const problems = await lintFromString({ source, config })
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual(
      [],
    )
  })

  it('is served to anybody, revalidates, and names where it is at home', async () => {
    const answer = await fetch(`${app.issuer}/openapi.json`)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(await answer.json()).toMatchObject({ openapi: '3.1.1', servers: [{ url: app.issuer }] })
    const headers = { 'If-None-Match': answer.headers.get('etag') ?? '' }
    expect((await sendRaw(app.port, { path: '/openapi.json', headers })).status).toBe(304)
  })
})
