/** JSON that two parsers could read differently, or that reaches where it should not, is none. */
import { describe, expect, it } from 'vitest'
import { parseStrictJson } from '#lib/parse-strict-json'

const parse = (text: string | Uint8Array) =>
  parseStrictJson(typeof text === 'string' ? new TextEncoder().encode(text) : text)

describe('strict JSON', () => {
  it.each([
    '{}',
    '[]',
    '"x"',
    'null',
    '1e3',
    ' { "a" : [ { "a" : 1 } , { "a" : 2 } ] } ',
    '{"a":"a","b":"a"}',
    '{"a":"\\"b\\":1,","b":{"a":{"b":[]}}}',
    '{"😀":"\\ud83d\\ude00"}',
    '{"proto":1,"toString":2}',
  ])('reads %s as anybody does', (text) => {
    expect(parse(text)).toEqual({ ok: true, value: JSON.parse(text) })
  })

  it.each([
    ['a name twice', '{"a":1,"a":2}'],
    ['a name twice, deeper down', '[{"b":{"a":1,"c":[],"a":2}}]'],
    ['a name twice, once written otherwise', '{"a":1,"\\u0061":2}'],
    ['the name of a prototype', '{"__proto__":{}}'],
    ['the name of a prototype, written otherwise', '{"a":{"\\u005f_proto__":{}}}'],
    ['a constructor', '{"constructor":{"prototype":{}}}'],
    ['NUL in a value', '{"a":"\\u0000"}'],
    ['NUL in a name', '{"\\u0000":1}'],
    ['half a character', '{"a":"\\udc00\\ud800"}'],
    ['too many levels', '['.repeat(17) + ']'.repeat(17)],
    ['far too many levels', '['.repeat(30_000) + ']'.repeat(30_000)],
    ['a byte order mark', '\ufeff{}'],
    ['a comment', '{}//'],
    ['a comma too many', '{"a":1,}'],
    ['nothing', ''],
    ['bytes that are no UTF-8', Uint8Array.from([0x22, 0xc3, 0x28, 0x22])],
    ['UTF-16', Uint8Array.from([0xff, 0xfe, 0x7b, 0, 0x7d, 0])],
  ])('refuses %s', (_what, text) => {
    expect(parse(text)).toMatchObject({ ok: false, problem: expect.any(String) })
  })

  it('takes no time that grows faster than the text', () => {
    const texts = ['{"a":"' + '\\"'.repeat(30_000) + '"}', '"' + '\\\\'.repeat(30_000), '['.repeat(60_000)]
    // The best of several, since a busy machine may stop in the middle of one.
    const times = [1, 2, 3].map(() => {
      const startedAt = performance.now()
      for (const text of texts) parse(text)
      return performance.now() - startedAt
    })
    expect(Math.min(...times)).toBeLessThan(1000)
  })
})
