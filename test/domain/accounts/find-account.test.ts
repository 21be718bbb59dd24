/** Finding an account by what people and operators call it. */
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

describe('finding an account', () => {
  it('goes by e-mail address or user name, whatever the letter case', async () => {
    const { id } = await create({ username: 'Ada' })
    expect(await accounts.findByIdentifier('ADA@EXAMPLE.COM')).toMatchObject({ id })
    expect(await accounts.findByIdentifier('ADA')).toMatchObject({ id })
    expect(await accounts.findById(id)).toMatchObject({ id })
    expect(await accounts.findByIdentifier('bob')).toBeUndefined()
    expect(await accounts.findById('no id')).toBeUndefined()
  })

  it('goes by id, number or e-mail address for an operator', async () => {
    const { id, number } = await create()
    for (const who of [id, String(number), 'Ada@example.com']) {
      expect(await accounts.getByOperator(who)).toMatchObject({ id })
    }
    for (const who of ['', '999', 'bob@example.com', 'ada', '1e0', '9'.repeat(30)]) {
      await expectRefusal(accounts.getByOperator(who), 'not_found', 'no_such_user')
    }
  })
})
