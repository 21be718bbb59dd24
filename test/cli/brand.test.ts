/** What an operator gives an app, or all apps of a tenant, to be known by. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { png } from '../support/pictures.ts'
import { type CommandLine, openCommandLine } from './command-line.ts'

const LOGO = png(64, 64)
const SHOWN = { type: 'image/png', sha256: createHash('sha256').update(LOGO).digest('hex') }
const APP = ['client', 'create', '--name', 'App', '--redirect-uri', 'https://app.example.com/cb']

let line: CommandLine
beforeAll(async () => {
  line = await openCommandLine()
})
afterAll(() => line.remove())

test('an app is given a picture and a colour, keeps what a change does not name, and loses what it empties', async () => {
  const file = await line.file('logo.txt', LOGO)
  const made = await line.json<{ client_id: string }>([...APP, '--logo', file, '--color', '#FFD400'])
  expect(made).toMatchObject({ logo: SHOWN, color: '#ffd400' })
  const id = made.client_id
  expect(await line.json(['client', 'update', id, '--logo', ''])).not.toHaveProperty('logo')
  expect(await line.json(['client', 'update', id, '--name', 'B'])).toMatchObject({ color: '#ffd400' })
})

test('a tenant likewise', async () => {
  const file = await line.file('logo.png', LOGO)
  const made = await line.json<{ id: string }>(['tenant', 'create', 'Acme', '--color', '#1a0033'])
  expect(made).toMatchObject({ name: 'Acme', color: '#1a0033' })
  const changed = await line.json(['tenant', 'update', made.id, '--name', 'Acme Ltd', '--logo', file])
  expect(changed).toMatchObject({ name: 'Acme Ltd', color: '#1a0033', logo: SHOWN })
})

test('what is no picture, and no colour, is refused in words', async () => {
  const svg = await line.file('logo.png', '<svg xmlns="http://www.w3.org/2000/svg"/>')
  expect(await line.refused([...APP, '--logo', svg])).toContain('logo must be a PNG or JPEG picture')
  expect(await line.refused([...APP, '--color', 'red'])).toContain('color must be written as #rrggbb')
  expect(await line.refused([...APP, '--logo', 'nowhere.png'])).toContain('cannot be read')
})
