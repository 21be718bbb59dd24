/** What can be said of the containers without an engine to run them: how they are locked up, and that they fit. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { loadConfig } from '#config'

interface Service {
  image?: string
  build?: string
  command?: string[]
  environment?: Record<string, string>
  ports?: string[]
  healthcheck?: { test: string[] }
  depends_on?: Record<string, { condition: string }>
  read_only?: boolean
  tmpfs?: string[]
  cap_drop?: string[]
  security_opt?: string[]
}

const textOf = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')
const COMPOSE = textOf('docker-compose.yml')
const DOCKERFILE = textOf('Dockerfile')
const { services } = parse(COMPOSE) as { services: Record<string, Service> }
const { gatehouse, ...others } = services
const [build = '', image = ''] = DOCKERFILE.split(/^(?=FROM )/m).slice(1)

describe('docker-compose.yml', () => {
  it('brings up Gatehouse after the stores and the mail catcher are healthy', () => {
    expect(Object.keys(others)).toEqual(['mongo', 'redis', 'mail'])
    for (const name of Object.keys(others)) {
      expect(others[name]?.healthcheck?.test.length, name).toBeGreaterThan(1)
      expect(gatehouse?.depends_on?.[name]).toEqual({ condition: 'service_healthy' })
    }
  })

  it('names a version of each image', () => {
    for (const [name, service] of Object.entries(others)) expect(service.image, name).toMatch(/:v?\d+\.\d+/)
  })

  it('has no secret in it, and tells how to make the one that is needed', () => {
    const { SECRETS_KEY: key, ...rest } = gatehouse?.environment ?? {}
    expect(key).toMatch(/^\$\{SECRETS_KEY:\?.*openssl rand -base64 32.*\}$/)
    expect(JSON.stringify([rest, others])).not.toMatch(/password|secret|token|:\/\/[^/"]*@/i)
    expect(COMPOSE).not.toMatch(/[\w+/]{40,}/)
  })

  it('gives Gatehouse settings that it takes', () => {
    const own = { ...gatehouse?.environment, SECRETS_KEY: randomBytes(32).toString('base64') }
    const { server, storage, mail } = loadConfig({ ...environmentOf(image), ...own }, '/no/such/file')
    expect(server).toMatchObject({ host: '0.0.0.0', port: 3000, issuer: 'http://localhost:3000' })
    expect(storage).toMatchObject({
      mongodbUri: expect.stringContaining('mongo:'),
      redisUrl: expect.any(String),
    })
    expect(mail.smtp).toMatchObject({ host: 'mail', port: 1025, tls: 'off' })
  })

  it('lets Gatehouse write nowhere and gain nothing', () => {
    expect(gatehouse).toMatchObject({
      read_only: true,
      tmpfs: ['/tmp'],
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    })
  })

  it('shows itself to this machine alone, and the stores to nobody', () => {
    const published = Object.entries(services).flatMap(([name, { ports = [] }]) =>
      ports.map((port) => [name, port]),
    )
    expect(published).toEqual([
      ['gatehouse', '127.0.0.1:3000:3000'],
      ['mail', '127.0.0.1:8025:8025'],
    ])
  })

  it('runs a Redis that loses and evicts nothing, and a MongoDB that is a replica set', () => {
    expect(others.redis?.command?.join(' ')).toMatch(/--appendonly yes.*--maxmemory-policy noeviction/)
    expect(others.mongo?.command).toContain('--replSet')
  })
})

describe('the Dockerfile', () => {
  it('builds in one stage what it runs in another, on the Node of package.json', () => {
    const { devDependencies } = JSON.parse(textOf('package.json')) as { devDependencies: { node: string } }
    const major = devDependencies.node.split('.')[0]
    for (const stage of [build, image]) expect(stage).toMatch(new RegExp(`^FROM node:${major}-`))
    expect(image).not.toMatch(/npm (ci|install)/)
  })

  it('runs as nobody in particular, and tells whether it may be sent traffic', () => {
    const user = image.indexOf('\nUSER node\n')
    expect(user).toBeGreaterThan(0)
    expect(image.indexOf('\nCMD ')).toBeGreaterThan(user)
    expect(image).toMatch(/^HEALTHCHECK .*\n.*\/ready/m)
  })

  it('copies what there is, and neither keys nor data', () => {
    const ignored = textOf('.dockerignore').split('\n')
    expect(ignored).toEqual(expect.arrayContaining(['.git', '.env', 'node_modules', 'data', 'keys']))
    for (const name of ['package.json', 'package-lock.json', 'build.ts']) {
      expect(existsSync(fileURLToPath(new URL(`../../${name}`, import.meta.url))), name).toBe(true)
      expect(ignored).not.toContain(name)
    }
  })
})

function environmentOf(stage: string): Record<string, string> {
  const pairs = /^ENV (.*)$/m.exec(stage)?.[1]?.split(' ') ?? []
  return Object.fromEntries(pairs.map((pair) => pair.split('=', 2) as [string, string]))
}
