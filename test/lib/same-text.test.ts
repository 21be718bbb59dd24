/** Comparing secrets. */
import { describe, expect, it } from 'vitest'
import { isSameText } from '#lib/same-text'

describe('isSameText', () => {
  it.each(['', 'a', 'Zoë', 'a'.repeat(10_000)])('finds a text the same as itself', (text) => {
    expect(isSameText(text, `${text}`)).toBe(true)
  })

  it.each([
    ['a', 'b'],
    ['a', 'A'],
    ['a', 'a '],
    ['', 'a'],
    ['a', ''],
    ['ab', 'ba'],
    ['é', 'e\u0301'],
    ['é', 'ab'],
    ['a\0', 'a'],
  ])('tells %j from %j', (a, b) => {
    expect(isSameText(a, b)).toBe(false)
  })
})
