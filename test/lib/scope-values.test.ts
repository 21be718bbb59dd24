/** Scope values, separated by spaces. */
import { describe, expect, it } from 'vitest'
import { parseScopeValues } from '#lib/scope-values'

describe('scope values', () => {
  it.each([
    ['', []],
    ['   ', []],
    ['openid', ['openid']],
    [' openid  email openid ', ['openid', 'email']],
    ['https://api.example.com/read a:b!#$', ['https://api.example.com/read', 'a:b!#$']],
  ])('are read from %j, each once', (text, values) => {
    expect(parseScopeValues(text)).toEqual(values)
  })

  it.each(['a"b', 'a\\b', 'größe', 'a\tb', 'a\nb', 'a\0b', 'ok not\u007fok'])(
    'are not found in %j',
    (text) => {
      expect(parseScopeValues(text)).toBeUndefined()
    },
  )
})
