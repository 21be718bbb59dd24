/** What mails say in each language, and what nobody can make them say. */
import { describe, expect, it } from 'vitest'
import { renderMail } from '../../views/mail/render.ts'
import { LANGUAGES } from '../../views/messages/languages.ts'
import { MAIL_TEXTS } from '../../views/messages/mail/index.ts'
import { css } from './gallery.ts'
import { aMessage, mailSamples } from './mail-samples.ts'

/** Every text of a catalogue by its path. */
function textsOf(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]]
  return Object.entries(value as object).flatMap(([name, member]) => textsOf(member, `${path}.${name}`))
}

const holesOf = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()
const english = new Map(textsOf(MAIL_TEXTS.en))

describe.each(LANGUAGES)('the catalogue in %s', (language) => {
  const texts = textsOf(MAIL_TEXTS[language])

  it('leaves nothing out, and fills in what the English one does', () => {
    for (const [path, text] of texts) {
      expect([path, text.trim()]).toEqual([path, text])
      expect(text).not.toBe('')
      expect([path, holesOf(text)]).toEqual([path, holesOf(english.get(path) ?? '')])
    }
    expect(texts).toHaveLength(english.size)
  })

  it('is in that language', () => {
    if (language === 'en') return
    const own = texts.filter(([path, text]) => text === english.get(path)).map(([path]) => path)
    expect(own.filter((path) => path !== '.line')).toEqual([])
  })
})

describe.each(mailSamples.map((sample) => [`${sample.kind} in ${sample.language}`, sample] as const))(
  'the mail %s',
  (_name, { render, language }) => {
    const { subject, text, html } = render()

    it('is filled in, in both forms', () => {
      for (const form of [subject, text, html.replace(/<style>.*?<\/style>/s, '')]) {
        expect(form).not.toMatch(/[{}]|undefined|\[object/)
      }
      expect(text).toContain('Example')
    })

    it('has short lines, but for links, which stand alone', () => {
      for (const line of text.split('\n')) {
        if (line.includes('https://')) expect(line).toMatch(/^https:\/\/\S+$/)
        else expect(line.length).toBeLessThanOrEqual(76)
      }
    })

    it('leads to nowhere but its one link, and fetches nothing', () => {
      const links = [...html.matchAll(/(?:href|src|action|background)="([^"]*)"|url\(([^)]*)\)/g)].map(
        ([, value]) => value,
      )
      expect(new Set(links).size).toBeLessThanOrEqual(1)
      expect(html).not.toMatch(/<(img|script|link|iframe|object|form|input|svg|video)\b|@import/i)
      for (const link of links) expect(text).toContain(`\n${link}\n`)
    })

    it('says in which language and direction it is written', () => {
      expect(html).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`)
    })

    it('is small', () => expect(html.length).toBeLessThan(10_000))
  },
)

describe('what somebody else has written', () => {
  const HOSTILE = `<a href="https://evil.example">"'&{service}$&`
  const STRUCTURE = /<[a-z]+[^>]*>/gi

  it.each(['name', 'account', 'service'])('as %s stays text', (member) => {
    for (const { render } of mailSamples) {
      const [plain, hostile] = [render({ [member]: 'Ana' }).html, render({ [member]: HOSTILE }).html]
      expect(hostile.match(STRUCTURE)).toEqual(plain.match(STRUCTURE))
    }
  })

  it('is filled in as it is, once', () => {
    const [sample] = mailSamples.filter(({ kind, language }) => kind === 'new_device' && language === 'en')
    expect(sample?.render({ name: HOSTILE }).text).toContain(`Hello ${HOSTILE},`)
  })

  it('as user agent or address is not repeated at all', () => {
    const userAgent = 'Visit https://evil.example now! Firefox/1 (Windows)'
    for (const { render } of mailSamples) {
      const { text, html } = render({ userAgent, ip: 'https://evil.example' })
      expect(text + html).not.toContain('evil')
    }
  })

  it('as time zone does no harm', () => {
    const [sample] = mailSamples.filter(({ kind, language }) => kind === 'new_device' && language === 'en')
    expect(sample?.render({ timeZone: 'Mars/Olympus' }).text).toContain('25 November 2026 at 13:10 UTC')
    expect(sample?.render({ timeZone: 'Asia/Tokyo' }).text).toContain('25 November 2026 at 22:10 GMT+9')
  })
})

it('a mail to an address that may be somebody else’s tells nothing of the account or of who asked', () => {
  for (const { kind, render } of mailSamples) {
    if (kind !== 'verify_email' && kind !== 'confirm_new_email') continue
    const { text, html } = render()
    for (const known of ['ana@example.com', '203.0.113.7', 'Firefox'])
      expect(text + html).not.toContain(known)
  }
})

describe('the language', () => {
  it.each([
    [['de-AT'], 'de'],
    [['PT_br'], 'pt'],
    [['tlh', 'fr-CA', 'en'], 'fr'],
    [['zh-Hans'], 'en'],
    [[], 'en'],
    [['', '__proto__', 'constructor', 'ar'], 'ar'],
  ])('of %j is %s', (languages, expected) =>
    expect(renderMail(aMessage('passkey_added', 'en', { languages })).language).toBe(expected),
  )
})

it('the colours are those of the pages', () => {
  const used = new Set(mailSamples.flatMap(({ render }) => render().html.match(/#[\da-f]{6}\b/g) ?? []))
  expect([...used].filter((colour) => !css.includes(`: ${colour};`))).toEqual([])
  expect(used.size).toBeGreaterThan(12)
})
