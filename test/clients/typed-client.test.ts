/** The generated TypeScript client (clients/typescript), as an app would use it. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createGatehouseClient } from '../../clients/typescript/index.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'

let app: RunningApp
let accessToken: string | undefined

beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

const PERSON = { email: 'grace@example.com', password: 'a compiler of one’s own' }

test('is of today: made from the document that the server serves', async () => {
  const document = await (await fetch(`${app.issuer}/openapi.json`)).text()
  const digest = createHash('sha256')
    .update(document.replaceAll(app.issuer, 'https://id.example.com'))
    .digest('hex')
  const schema = await readFile(new URL('../../clients/typescript/schema.ts', import.meta.url), 'utf8')
  expect(/sha256 (\w+)/.exec(schema)?.[1], 'run `npm run generate` in clients/typescript').toBe(digest)
})

test('takes a person from signing up to signing out', async () => {
  const api = createGatehouseClient({ issuer: app.issuer, accessToken: () => accessToken })
  const signedUp = await api.POST('/auth/signup', { body: PERSON })
  expect(signedUp.data).toMatchObject({ email: PERSON.email, role: 'user' })

  const login = await api.POST('/auth/login', { body: PERSON })
  accessToken = login.data?.access_token
  const refreshToken = login.data?.refresh_token ?? ''

  const profile = await api.PATCH('/v2/me', { body: { name: 'Grace', bio: 'Nanoseconds' } })
  expect(profile.data).toMatchObject({ name: 'Grace', bio: 'Nanoseconds', activeSessions: 1 })
  const other = await api.GET('/api/v1/auth/profile')
  expect(other.data).toMatchObject({ email: PERSON.email })

  expect((await api.POST('/auth/logout', { body: { refresh_token: refreshToken } })).response.status).toBe(
    200,
  )
  const after = await api.GET('/v2/me')
  expect(after.data).toBeUndefined()
  expect(after.error).toMatchObject({ error: 'invalid_token' })
})
