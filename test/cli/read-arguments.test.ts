/** How arguments are read, where a process for each case would be too much. */
import { describe, expect, test } from 'vitest'
import { UsageError } from '../../src/cli/command.ts'
import { readArguments } from '../../src/cli/read-arguments.ts'

const OPTIONS = { name: { type: 'string' }, tag: { type: 'string', multiple: true } } as const

describe('an id that begins with a dash', () => {
  const ID = '-QZhH6iCV39rZnoZnxiIs6'

  test.each([[[ID]], [[ID, '--json']], [['--json', ID]], [['--json', '--', ID]]])(
    'is no option in %j',
    (args) => {
      const json = args.includes('--json') ? { json: true } : {}
      expect(readArguments(args, {}, ['ID'])).toEqual({ values: json, places: { ID } })
    },
  )

  test('is what an option was given', () => {
    const KID = '-QZhH6iCV39rZnoZnxiIs6XmR0tQ5pLw2Vb8Yc1DeFg'
    expect(readArguments(['--name', ID, KID, '--tag', ID, '--tag', 'b'], OPTIONS, ['KID'])).toEqual({
      values: { name: ID, tag: [ID, 'b'] },
      places: { KID },
    })
  })

  test('stands beside options', () => {
    expect(readArguments([ID, '--name', 'x', '--tag', 'a', '--tag=b'], OPTIONS, ['ID'])).toEqual({
      values: { name: 'x', tag: ['a', 'b'] },
      places: { ID },
    })
  })

  test('does not make options of its length acceptable', () => {
    expect(() => readArguments(['--post-logout-redirect', 'x'], OPTIONS, ['ID'])).toThrow(UsageError)
    expect(() => readArguments(['-x'], OPTIONS, ['ID'])).toThrow('there is no option -x')
  })
})

test('values may hold anything', () => {
  const { values } = readArguments(['--name', '', '--tag=--name', '--tag', '✓ a=b'], OPTIONS)
  expect(values).toEqual({ name: '', tag: ['--name', '✓ a=b'] })
})

test.each([
  [['--__proto__', 'x'], 'there is no option --__proto__'],
  [['--toString'], 'there is no option --toString'],
  [['--name', '--tag'], "'--name' argument is ambiguous"],
  [['--json=yes'], '--json'],
  [['--no-json'], 'there is no option --no-json'],
  [['x', ''], '"" is one argument too many'],
  [[''], 'ID is needed'],
])('refuses %j', (args, words) => {
  expect(() => readArguments(args, OPTIONS, ['ID'])).toThrow(words)
})
