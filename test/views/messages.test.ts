/** The catalogues: nothing missing, nothing empty, nothing left in English by mistake, nothing lost on the way. */
import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '../../src/http/apis/error-codes.ts'
import { fromNow } from '../../views/dates.ts'
import { catalogues } from '../../views/messages/index.ts'
import { directionOf, findLanguage, LANGUAGES } from '../../views/messages/languages.ts'

/** Texts by their paths, such as `signIn.title`; functions called with what shows in the result. */
function textsOf(value: unknown, path: string): [path: string, text: string][] {
  if (path === 'explanations.codes') return []
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function') return [[path, String(value(...argumentsOf(value, path)))]]
  if (typeof value !== 'object' || value === null) throw new Error(`${path} is no text`)
  return Object.entries(value).flatMap(([key, item]) => textsOf(item, path === '' ? key : `${path}.${key}`))
}

/** Counts are numbers; everything else is text. */
function argumentsOf(text: { length: number }, path: string): unknown[] {
  return path.endsWith('codesLeft') ? [7] : ['«first»', '«second»'].slice(0, text.length)
}

const english = new Map(textsOf(catalogues.en, ''))

/** Words that are the same in both languages. */
const SAME: Record<string, string[]> = {
  de: [
    'account.apps',
    'account.appsTitle',
    'account.name',
    'device.code',
    'security.passkeyDefaultName',
    'security.passkeys',
  ],
  fr: ['account.sessions', 'account.sessionsTitle'],
  es: ['account.apps', 'errorPages.referenceCode', 'frame.errorTitle'],
  pt: ['account.apps'],
  ja: [],
  ar: [],
}

describe.each(LANGUAGES.filter((language) => language !== 'en'))('the catalogue of %s', (language) => {
  const texts = new Map(textsOf(catalogues[language], ''))

  it('has every text of the English one, and no other', () => {
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort())
  })

  it('explains every error code of the APIs, and no other', () => {
    const explained = catalogues[language].explanations.codes
    expect(Object.keys(explained).sort()).toEqual(Object.keys(ERROR_CODES).sort())
    for (const [code, { title, why, cure }] of Object.entries(explained)) {
      const english = ERROR_CODES[code]
      for (const text of [title, why, cure]) {
        expect(text.trim(), code).toMatch(/^\S.+\S$/)
        expect([english?.title, english?.why, english?.cure]).not.toContain(text)
      }
    }
  })

  it('leaves nothing empty, and no space at an end', () => {
    expect([...texts].filter(([, text]) => text === '' || text !== text.trim())).toEqual([])
  })

  it('leaves nothing in English', () => {
    const same = [...texts].filter(([path, text]) => text === english.get(path)).map(([path]) => path)
    expect(same.sort()).toEqual((SAME[language] ?? []).sort())
  })

  it('says everything that is put in, and as often', () => {
    const parts = (text = '') => (text.match(/«\w+»|\b7\b/g) ?? []).sort()
    for (const [path, text] of texts) expect(parts(text), path).toEqual(parts(english.get(path)))
  })
})

describe('a language', () => {
  it.each([
    [['de-AT', 'en'], 'de'],
    [['tlh', 'pt_BR'], 'pt'],
    [['AR-EG'], 'ar'],
    [['*', '', 'zh'], undefined],
    [['constructor'], undefined],
  ])('is found for %j', (tags, found) => {
    expect(findLanguage(tags)).toBe(found)
  })

  it('is written from right to left in Arabic alone', () => {
    expect(LANGUAGES.filter((language) => directionOf(language) === 'rtl')).toEqual(['ar'])
  })
})

describe('a time from now', () => {
  const minute = 60_000

  it.each([
    ['en', 15 * minute, 'in 15 minutes'],
    ['en', 10, 'in 1 minute'],
    ['en', -30, '1 minute ago'],
    ['en', -90 * minute, '1 hour ago'],
    ['de', 90 * minute, 'in 2 Stunden'],
    ['fr', -3 * 1440 * minute, 'il y a 3 jours'],
    ['ja', 15 * minute, '15 分後'],
    ['ar', 15 * minute, 'خلال 15 دقيقة'],
  ] as const)('in %s, %d ms away, is %s', (language, distance, words) => {
    expect(fromNow(language, 1_000_000 + distance, 1_000_000)).toBe(words)
  })
})
