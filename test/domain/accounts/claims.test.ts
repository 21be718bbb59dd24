/** What an account may say about its person. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { AccountInput, Accounts } from '#domain/accounts'
import { createPeople } from '../people.ts'
import { expectRefusal } from '../refusals.ts'

let accounts: Accounts

beforeEach(() => {
  accounts = createPeople().accounts
})

function create(input: Partial<AccountInput> = {}) {
  return accounts.create({ email: 'ada@example.com', password: 'correct horse battery', ...input })
}

describe('claims', () => {
  it('are the standard ones, each of its type', async () => {
    const claims = {
      given_name: 'Ada',
      website: 'https://example.com',
      phone_number: '+44 20 7946 0000',
      phone_number_verified: false,
      address: { formatted: '12 St James Square\nLondon', locality: 'London', country: 'UK' },
    }
    expect((await create({ claims })).claims).toEqual(claims)
  })

  it('have their name from the name that was given', async () => {
    expect((await create({ name: ' Ada Lovelace ', claims: { name: 'Somebody' } })).claims.name).toBe(
      'Ada Lovelace',
    )
    expect((await create({ email: 'bob@example.com', name: '  ' })).claims).toEqual({})
  })

  it.each([
    ['shoe_size', { shoe_size: '39' }],
    ['sub', { sub: 'somebody else' }],
    ['email', { email: 'bob@example.com' }],
    ['email_verified', { email_verified: true }],
    ['role', { role: 'admin' }],
    ['__proto__', JSON.parse('{"__proto__": "x"}')],
    ['constructor', { constructor: 'x' }],
    ['given_name', { given_name: 1 }],
    ['given_name', { given_name: null }],
    ['given_name', { given_name: ['Ada'] }],
    ['given_name', { given_name: 'Ada\nLovelace' }],
    ['given_name', { given_name: 'a'.repeat(1001) }],
    ['phone_number_verified', { phone_number_verified: 'yes' }],
    ['address', { address: 'London' }],
    ['address', { address: null }],
    ['address.planet', { address: { planet: 'Earth' } }],
    ['address.locality', { address: { locality: 1 } }],
    ['address.locality', { address: { locality: 'a'.repeat(1001) } }],
  ])('do not take every %s', async (field, claims: Record<string, unknown>) => {
    await expectRefusal(create({ claims }), 'invalid', 'invalid_input', field)
  })

  it('take no name of more than one line', async () => {
    await expectRefusal(create({ name: 'Ada\r\nBcc: bob' }), 'invalid', 'invalid_input', 'name')
  })
})
