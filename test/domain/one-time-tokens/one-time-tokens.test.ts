/** Secrets that work once. */
import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { createOneTimeTokens, type OneTimeTokens } from '#domain/one-time-tokens'
import { createSecrets } from '#lib/secrets'
import { openMemoryStores } from '../../../adapters/memory/index.ts'
import type { Stores } from '../../../adapters/stores.ts'
import { expectRefusal } from '../refusals.ts'

let stores: Stores
let tokens: OneTimeTokens

beforeEach(() => {
  stores = openMemoryStores()
  tokens = createOneTimeTokens({ store: stores.oneTimeTokens, secrets: createSecrets(randomBytes(32)) })
})

const redeem = (token: string) => tokens.redeem(['reset_password'], token)
const expectVoid = (token: string) => expectRefusal(redeem(token), 'expired', 'link_expired')

describe('a mailed token', () => {
  it('holds 256 bits, and nothing that needs to be escaped in a link', async () => {
    const token = await tokens.create('reset_password', 'ada', 'ada@example.com')
    expect(token).toMatch(/^ott_[\w-]{65}$/)
    expect(encodeURIComponent(token)).toBe(token)
  })

  it('tells whom it was made for, any number of times, and is used up once', async () => {
    const token = await tokens.create('reset_password', 'ada', 'ada@example.com')
    const what = { purpose: 'reset_password', accountId: 'ada', email: 'ada@example.com', content: {} }
    for (const _ of [1, 2, 3]) expect(await tokens.look(['reset_password'], token)).toEqual(what)
    expect(await redeem(token)).toEqual(what)
    await expectVoid(token)
    expect(await tokens.look(['reset_password'], token)).toBeUndefined()
  })

  it('is used by one of 50 who come at once', async () => {
    const token = await tokens.create('reset_password', 'ada', 'ada@example.com')
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => redeem(token)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('is good for its purpose alone', async () => {
    const token = await tokens.create('reset_password', 'ada', 'ada@example.com')
    await expectRefusal(tokens.redeem(['verify_email', 'unlock'], token), 'expired', 'link_expired')
    await redeem(token)
  })

  it('voids the one before of the same account and purpose, and no other', async () => {
    const older = await tokens.create('reset_password', 'ada', 'ada@example.com')
    const others = [
      await tokens.create('reset_password', 'bob', 'bob@example.com'),
      await tokens.create('unlock', 'ada', 'ada@example.com'),
    ]
    const newer = await tokens.create('reset_password', 'ada', 'ada@example.com')
    await expectVoid(older)
    await redeem(newer)
    for (const other of others) {
      expect(await tokens.look(['reset_password', 'unlock'], other)).toBeDefined()
    }
  })

  it('cannot be made of parts of others', async () => {
    const [one, other] = [
      await tokens.create('reset_password', 'ada', 'ada@example.com'),
      await tokens.create('reset_password', 'bob', 'bob@example.com'),
    ]
    const place = 'ott_'.length + 22
    await expectVoid(one.slice(0, place) + other.slice(place))
    await expectVoid(`${one.slice(0, -1)}${one.endsWith('A') ? 'B' : 'A'}`)
    await expectVoid(one.slice(0, -1))
    await expectVoid(`${one}A`)
    await expectVoid('')
    await redeem(one)
  })

  it('ends with those of the account, or with those of one purpose', async () => {
    const reset = await tokens.create('reset_password', 'ada', 'ada@example.com')
    const unlock = await tokens.create('unlock', 'ada', 'ada@example.com')
    await tokens.voidMailed('ada', 'unlock')
    expect(await tokens.look(['unlock'], unlock)).toBeUndefined()
    expect(await tokens.look(['reset_password'], reset)).toBeDefined()
    await tokens.voidMailed('ada')
    await expectVoid(reset)
  })

  it('is nowhere in the store', async () => {
    const kept: unknown[] = []
    const { oneTimeTokens: store } = stores
    const spied = createOneTimeTokens({
      store: {
        ...store,
        async save(...record) {
          kept.push(record)
          await store.save(...record)
        },
      },
      secrets: createSecrets(randomBytes(32)),
    })
    const token = await spied.create('reset_password', 'ada', 'ada@example.com')
    expect(JSON.stringify(kept)).not.toContain(token.slice(-43))
  })
})

describe('a token of a few minutes', () => {
  it('stands beside others of its purpose, and says what it was made with', async () => {
    const [one, other] = [
      await tokens.open('second_factor', 'ada', { amr: ['pwd'] }),
      await tokens.open('second_factor', 'ada', { amr: [] }),
    ]
    expect((await tokens.redeem(['second_factor'], one)).content).toEqual({ amr: ['pwd'] })
    expect((await tokens.redeem(['second_factor'], other)).content).toEqual({ amr: [] })
  })
})
