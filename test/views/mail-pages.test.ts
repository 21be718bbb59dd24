/** Mails as a browser shows them, in both schemes and directions: readable for everybody, on any width. */
import axe from 'axe-core'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './gallery.ts'
import { mailSamples } from './mail-samples.ts'

const KINDS = ['reset_password', 'new_device', 'account_deleted']
const shown = mailSamples.filter(
  ({ kind, language }) => KINDS.includes(kind) && (language === 'en' || language === 'ar'),
)
const LONG = 'Gesellschafterversammlungsprotokollverwaltungsangelegenheiten'.repeat(3)

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const FINDINGS = `axe.run(document, {
  runOnly: ${JSON.stringify(TAGS)},
  rules: { 'landmark-one-main': { enabled: false }, region: { enabled: false } },
}).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))`

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it.each(shown.map((sample) => [`${sample.kind} in ${sample.language}`, sample] as const))(
    '%s has nothing that axe finds, and fits any width',
    async (_name, { render }) => {
      const context = await browser.newContext({ colorScheme })
      const tab = await context.newPage()
      const requests: string[] = []
      tab.on('request', (request) => requests.push(request.url()))
      await tab.setContent(render().html)
      await tab.evaluate(axe.source)
      expect(await tab.evaluate(FINDINGS)).toEqual([])
      for (const width of [280, 390, 1280]) {
        await tab.setViewportSize({ width, height: 800 })
        await tab.setContent(render({ service: LONG, account: `${LONG}@example.com` }).html)
        expect(await tab.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      }
      expect(requests).toEqual([])
      await context.close()
    },
  )
})
