/** How this server finds Vault, and what it must know to log in. */
import { expect, test } from 'vitest'
import { load, problems } from './load-settings.ts'

const VAULT_ADDR = 'https://vault.example.com:8200'

test('with a token, a namespace and certificates', () => {
  const settings = { VAULT_ADDR, VAULT_TOKEN: 's.x', VAULT_NAMESPACE: 'team', VAULT_CACERT: '/etc/ca.pem' }
  expect(load(settings).vault).toEqual({
    address: VAULT_ADDR,
    token: 's.x',
    roleId: null,
    secretId: null,
    namespace: 'team',
    caFile: '/etc/ca.pem',
  })
})

test('with an AppRole, or not at all', () => {
  const role = { VAULT_ROLE_ID: 'r', VAULT_SECRET_ID: 's' }
  expect(load({ VAULT_ADDR, ...role }).vault).toMatchObject({ token: null, roleId: 'r', secretId: 's' })
  expect(load({}).vault).toBeNull()
  expect(load({ VAULT_TOKEN: 'left over' }).vault).toBeNull()
  for (const half of [{}, { VAULT_ROLE_ID: 'r' }, { VAULT_SECRET_ID: 's' }]) {
    expect(problems({ VAULT_ADDR, ...half })).toEqual([
      'VAULT_ADDR needs VAULT_TOKEN, or VAULT_ROLE_ID and VAULT_SECRET_ID',
    ])
  }
})

test('the master key may lie there, where there is one', () => {
  const SECRETS_KEY = 'vault:kv/teams/id#master-key'
  const { keys } = load({ SECRETS_KEY, VAULT_ADDR, VAULT_TOKEN: 's.x', MONGODB_URI: 'mongodb://db' })
  expect(keys).toMatchObject({
    secretsKey: null,
    secretsKeyInVault: { mount: 'kv', path: 'teams/id', field: 'master-key' },
  })
  expect(problems({ SECRETS_KEY })).toEqual([
    'SECRETS_KEY names a secret in Vault, and VAULT_ADDR does not say where that is',
  ])
})

test('the signing keys may lie there, too', () => {
  const SIGNING_KEYS = 'vault:kv/teams/id/keys'
  expect(load({ SIGNING_KEYS, VAULT_ADDR, VAULT_TOKEN: 's.x' }).keys.signingKeysInVault).toEqual({
    mount: 'kv',
    path: 'teams/id/keys',
  })
  expect(load({}).keys.signingKeysInVault).toBeNull()
  expect(problems({ SIGNING_KEYS })).toEqual([
    'SIGNING_KEYS names a secret in Vault, and VAULT_ADDR does not say where that is',
  ])
})
