/** The settings file: read where it is there, overridden by the environment. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ConfigError, loadConfig } from '#config'
import { temporaryFolder } from './temporary-folder.ts'

const path = temporaryFolder()

function fileWith(text: string): string {
  writeFileSync(path('.env'), text)
  return path('.env')
}

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('the settings file', () => {
  it('holds settings by the names they have in the environment', () => {
    const file = fileWith(
      '# where to listen\nPORT=4000\nISSUER="https://id.example.com" # public\n\nexport HOST=::\n',
    )
    expect(loadConfig({}, file).server).toMatchObject({
      port: 4000,
      issuer: 'https://id.example.com',
      host: '::',
    })
  })

  it('is overridden by the environment, setting by setting', () => {
    const file = fileWith('PORT=4000\nLOG_LEVEL=debug\n')
    const { log, server } = loadConfig({ PORT: '5000' }, file)
    expect([server.port, log.level]).toEqual([5000, 'debug'])
  })

  it('may be absent', () => {
    expect(loadConfig({}, path('absent')).server.port).toBe(3000)
  })

  it('is checked as the environment is, together with it', () => {
    const file = fileWith('PORT=http\nGATEHOUSE_HOST=::\n')
    const load = () => loadConfig({ LOG_LEVEL: 'loud' }, file)
    expect(load).toThrow(ConfigError)
    expect(load).toThrow(/PORT must .*\nLOG_LEVEL must .*\nGATEHOUSE_HOST is not a setting/)
  })

  it('with a bad value does no harm where the environment has a good one', () => {
    expect(loadConfig({ PORT: '5000' }, fileWith('PORT=http\n')).server.port).toBe(5000)
  })

  it('that cannot be read stops the start, by its name', () => {
    mkdirSync(path('.env'))
    expect(() => loadConfig({}, path('.env'))).toThrow(ConfigError)
    expect(() => loadConfig({}, path('.env'))).toThrow(`The settings file ${path('.env')} cannot be read`)
  })
})

describe('the environment', () => {
  it('is that of the process, unless another is given', () => {
    vi.stubEnv('PORT', '4321')
    expect(loadConfig(undefined, path('absent')).server.port).toBe(4321)
  })
})
