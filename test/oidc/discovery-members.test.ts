/** Holds every member of the discovery document against the running server: what is advertised works. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authentication } from './support/advertised/authentication.ts'
import { endpoints } from './support/advertised/endpoints.ts'
import { requests } from './support/advertised/requests.ts'
import { tokens } from './support/advertised/tokens.ts'
import { createWorld, type World } from './support/advertised/world.ts'

const MEMBERS = { ...endpoints, ...authentication, ...requests, ...tokens }

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.app.stop())

describe('what discovery advertises', () => {
  it.each(Object.entries(MEMBERS))('%s is so', async (member, isSo) => {
    expect(world.metadata).toHaveProperty(member)
    await isSo(world)
  })

  it('is all held against the server here', () => {
    expect(Object.keys(world.metadata).sort()).toEqual(Object.keys(MEMBERS).sort())
  })
})
