/** Random identifiers and credentials. */
import { describe, expect, it } from 'vitest'
import { newId, newSecret } from '#lib/ids'

describe('newId', () => {
  it('makes 128 bits that can stand in a URL, behind a prefix', () => {
    expect(newId()).toMatch(/^[\w-]{22}$/)
    expect(newId('ev_')).toMatch(/^ev_[\w-]{22}$/)
  })
})

describe('newSecret', () => {
  it('makes 256 bits that can stand in a URL, behind a prefix', () => {
    expect(newSecret()).toMatch(/^[\w-]{43}$/)
    expect(newSecret('rt_')).toMatch(/^rt_[\w-]{43}$/)
  })

  it('never makes the same twice', () => {
    expect(new Set(Array.from({ length: 1000 }, () => newSecret())).size).toBe(1000)
  })
})
