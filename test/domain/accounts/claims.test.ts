/** What an account may say about its person. */
import { beforeEach, describe, expect, it } from 'vitest'
import { type Accounts, createAccounts, type SignUpInput } from '#domain/accounts'
import { openMemoryStores } from '../../../adapters/memory/index.ts'
import { createFakeHasher } from '../fake-hasher.ts'
import { expectRefusal } from '../refusals.ts'

let accounts: Accounts

beforeEach(() => {
  accounts = createAccounts({ store: openMemoryStores().accounts, hasher: createFakeHasher() })
})

function signUp(input: Partial<SignUpInput> = {}) {
  return accounts.signUp({ email: 'ada@example.com', password: 'correct horse battery', ...input })
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
    expect((await signUp({ claims })).claims).toEqual(claims)
  })

  it('have their name from the name that was given', async () => {
    expect((await signUp({ name: ' Ada Lovelace ', claims: { name: 'Somebody' } })).claims.name).toBe(
      'Ada Lovelace',
    )
    expect((await signUp({ email: 'bob@example.com', name: '  ' })).claims).toEqual({})
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
    await expectRefusal(signUp({ claims }), 'invalid', 'invalid_input', field)
  })

  it('take no name of more than one line', async () => {
    await expectRefusal(signUp({ name: 'Ada\r\nBcc: bob' }), 'invalid', 'invalid_input', 'name')
  })
})
