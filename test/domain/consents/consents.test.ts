/** What people have allowed apps. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Consents } from '#domain/consents'
import { createPeople } from '../people.ts'

let consents: Consents

beforeEach(() => {
  consents = createPeople().consents
})

const NOTHING = { scopes: [], claims: [], resources: {} }

describe('a consent', () => {
  it('is remembered for one person and one app', async () => {
    await consents.allow('ada', 'app', { ...NOTHING, scopes: ['openid'] })
    expect(await consents.find('ada', 'app')).toMatchObject({
      accountId: 'ada',
      clientId: 'app',
      scopes: ['openid'],
    })
    expect(await consents.find('bob', 'app')).toBeUndefined()
    expect(await consents.find('ada', 'other')).toBeUndefined()
  })

  it('is not taken for that of another pair whose names join to the same text', async () => {
    await consents.allow('a', 'b c', NOTHING)
    expect(await consents.find('a b', 'c')).toBeUndefined()
  })

  it('adds up, each thing once', async () => {
    const first = await consents.allow('ada', 'app', {
      scopes: ['openid', 'email'],
      claims: ['name'],
      resources: { 'urn:api': ['read'] },
    })
    const second = await consents.allow('ada', 'app', {
      scopes: ['email', 'profile'],
      claims: ['name', 'picture'],
      resources: { 'urn:api': ['write', 'read'], 'urn:other': ['pay'] },
    })
    expect(second).toEqual({
      accountId: 'ada',
      clientId: 'app',
      scopes: ['openid', 'email', 'profile'],
      claims: ['name', 'picture'],
      resources: { 'urn:api': ['read', 'write'], 'urn:other': ['pay'] },
      createdAt: first.createdAt,
      updatedAt: expect.any(Number),
    })
    expect(await consents.find('ada', 'app')).toEqual(second)
  })

  it('is not taken back by allowing less', async () => {
    await consents.allow('ada', 'app', {
      ...NOTHING,
      scopes: ['openid', 'email'],
      resources: { 'urn:api': ['read'] },
    })
    await consents.allow('ada', 'app', { ...NOTHING, scopes: ['openid'], resources: { 'urn:api': [] } })
    expect(await consents.find('ada', 'app')).toMatchObject({
      scopes: ['openid', 'email'],
      resources: { 'urn:api': ['read'] },
    })
  })

  it('is lost by none of many at once', async () => {
    const scopes = Array.from({ length: 20 }, (_, index) => `scope${index}`)
    await Promise.all(scopes.map((scope) => consents.allow('ada', 'app', { ...NOTHING, scopes: [scope] })))
    expect((await consents.find('ada', 'app'))?.scopes.toSorted()).toEqual(scopes.toSorted())
  })
})
