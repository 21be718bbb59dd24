/** Finding an account by what people and operators call it. */
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

describe('finding an account', () => {
  it('goes by e-mail address or user name, whatever the letter case', async () => {
    const { id } = await signUp({ username: 'Ada' })
    expect(await accounts.findByIdentifier('ADA@EXAMPLE.COM')).toMatchObject({ id })
    expect(await accounts.findByIdentifier('ADA')).toMatchObject({ id })
    expect(await accounts.findById(id)).toMatchObject({ id })
    expect(await accounts.findByIdentifier('bob')).toBeUndefined()
    expect(await accounts.findById('no id')).toBeUndefined()
  })

  it('goes by id, number or e-mail address for an operator', async () => {
    const { id, number } = await signUp()
    for (const who of [id, String(number), 'Ada@example.com']) {
      expect(await accounts.getByOperator(who)).toMatchObject({ id })
    }
    for (const who of ['', '999', 'bob@example.com', 'ada', '1e0', '9'.repeat(30)]) {
      await expectRefusal(accounts.getByOperator(who), 'not_found', 'no_such_user')
    }
  })
})
