/** Client secrets: shown once, kept as hashes, replaced without a gap. */
import { beforeEach, describe, expect, it } from 'vitest'
import { type Client, type Clients, createClients } from '#domain/clients'
import { createSecrets } from '#lib/secrets'
import { openMemoryStores } from '../../../adapters/memory/index.ts'
import { expectRefusal } from '../refusals.ts'

const MASTER_KEY = Buffer.alloc(32, 1)
const INPUT = { name: 'App', redirectUris: ['https://app.example.com/callback'] }

let clients: Clients

beforeEach(() => {
  clients = createClients({ store: openMemoryStores().clients, secrets: createSecrets(MASTER_KEY) })
})

async function aClientWithSecret(): Promise<{ client: Client; secret: string }> {
  const { client, secret } = await clients.register(INPUT)
  return { client, secret: secret ?? expect.fail('there is no secret') }
}

describe('a client secret', () => {
  it('is 256 random bits behind a prefix that secret scanners can look for', async () => {
    const secrets = await Promise.all(
      Array.from({ length: 10 }, async () => (await aClientWithSecret()).secret),
    )
    for (const secret of secrets) expect(secret).toMatch(/^gcs_[\w-]{43}$/)
    expect(new Set(secrets).size).toBe(10)
  })

  it('is kept as a hash that is of no use elsewhere', async () => {
    const { client, secret } = await aClientWithSecret()
    expect(JSON.stringify(await clients.get(client.id))).not.toContain(secret.slice(4))
    const elsewhere = createClients({
      store: openMemoryStores().clients,
      secrets: createSecrets(Buffer.alloc(32, 2)),
    })
    expect(elsewhere.isSecret(client, secret)).toBe(false)
  })

  it('is not matched by another text, nor by its hash', async () => {
    const { client, secret } = await aClientWithSecret()
    expect(clients.isSecret(client, secret)).toBe(true)
    const [kept] = client.secrets
    for (const text of [
      '',
      'gcs_',
      secret.slice(0, -1),
      `${secret} `,
      secret.toUpperCase(),
      kept?.hash ?? '',
    ]) {
      expect(clients.isSecret(client, text)).toBe(false)
    }
  })

  it('is had by no client that authenticates otherwise', async () => {
    const { client, secret } = await clients.register({ ...INPUT, authMethod: 'none' })
    expect(secret).toBeNull()
    expect(client.secrets).toEqual([])
    expect(clients.isSecret(client, '')).toBe(false)
    await expectRefusal(clients.rotateSecret(client.id), 'invalid', 'no_secret')
  })

  it('is compared with every active one, whichever matches, so that time does not tell', async () => {
    const { client, secret } = await aClientWithSecret()
    const { secret: newer } = await clients.rotateSecret(client.id)
    const { secrets } = await clients.get(client.id)
    for (const text of [secret, newer ?? '', 'neither']) {
      let compared = 0
      const counted = secrets.map(({ hash, createdAt }) => ({
        createdAt,
        get hash() {
          compared += 1
          return hash
        },
      }))
      expect(clients.isSecret({ secrets: counted }, text)).toBe(text !== 'neither')
      expect(compared).toBe(2)
    }
  })
})

describe('a rotation', () => {
  it('leaves the secret before it active, and drops the one before that', async () => {
    const { client, secret: first } = await aClientWithSecret()
    const { secret: second } = await clients.rotateSecret(client.id)
    const two = await clients.get(client.id)
    expect([first, second].map((secret) => clients.isSecret(two, secret ?? ''))).toEqual([true, true])

    const { secret: third, client: three } = await clients.rotateSecret(client.id)
    expect([first, second, third].map((secret) => clients.isSecret(three, secret ?? ''))).toEqual([
      false,
      true,
      true,
    ])
    expect(three.secrets).toHaveLength(2)
    expect(await clients.get(client.id)).toEqual(three)
  })

  it('of many at once leaves two, and what was told of each is a secret of its own', async () => {
    const { client } = await aClientWithSecret()
    const rotations = await Promise.all(Array.from({ length: 5 }, () => clients.rotateSecret(client.id)))
    const after = await clients.get(client.id)
    const active = rotations.filter(({ secret }) => clients.isSecret(after, secret ?? ''))
    expect(active).toHaveLength(2)
    expect(new Set(rotations.map(({ secret }) => secret)).size).toBe(5)
  })
})
