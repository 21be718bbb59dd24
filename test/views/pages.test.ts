import axe from 'axe-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoSignedInPage } from '../../views/demo/signed-in.ts'
import { LANGUAGES } from '../../views/messages/languages.ts'
import { signedOutPage } from '../../views/pages/signed-out.ts'
import { css, launchBrowser, openGallery, script } from './gallery.ts'
import { samples } from './samples/index.ts'
import { frameIn } from './samples/sample.ts'

const SCHEMES = ['light', 'dark'] as const
const WIDTHS = [320, 390, 1280]
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const HOSTILE = `<script>"'&</script>`

type Finding = { id: string; nodes: { html: string; failureSummary?: string }[] }

/** Fails of axe, and the contrasts it could not judge, as text that names the element. */
const RUN_AXE = `axe.run(document, { runOnly: ${JSON.stringify(TAGS)}, resultTypes: ['violations', 'incomplete'] })
  .then(({ violations, incomplete }) => [
    ...violations,
    ...incomplete.filter(({ id }) => id.startsWith('color-contrast')),
  ])`

/** What a thumb has to hit and is lower than 44 px; the skip link only shows itself to keyboards. */
const FIT = `({
  needed: document.documentElement.scrollWidth,
  small: [...document.querySelectorAll('a:not(.skip), button, input[type=submit], .field :is(input, select, textarea), .checkbox')]
    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 43.9)
    .map((element) => element.outerHTML),
})`

const LAYOUT_SHIFT = `new Promise((resolve) => {
  let sum = 0
  new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => { sum += value }))
    .observe({ type: 'layout-shift', buffered: true })
  setTimeout(() => resolve(sum), 50)
})`

/** Asked once the page has been drawn, since that is when the browser moves the focus. */
const FOCUS = `new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => {
  const { activeElement, body } = document
  resolve(activeElement === body ? undefined : activeElement.id || activeElement.getAttribute('role'))
})))`

const BROKEN_REFERENCES = `[...document.querySelectorAll('[aria-describedby], [aria-labelledby]')]
  .flatMap((element) => [
    ...(element.getAttribute('aria-describedby') ?? '').split(' '),
    ...(element.getAttribute('aria-labelledby') ?? '').split(' '),
  ])
  .filter((id) => id !== '' && document.getElementById(id) === null)`

const DESCRIPTION_OF_FOCUS = `(document.activeElement.getAttribute('aria-describedby') ?? '')
  .split(' ')
  .map((id) => document.getElementById(id)?.textContent.trim())
  .join(' ')`

/** Elements and the names of their attributes: what a text must not be able to change. */
const STRUCTURE = `[...document.querySelectorAll('*')]
  .map((element) => [element.localName, ...element.getAttributeNames()].join(' '))`

let browser: Browser
let gallery: Awaited<ReturnType<typeof openGallery>>
const contexts: BrowserContext[] = []
const tabs = new Map<string, Page>()
const complaints: string[] = []

function tabFor(scheme: string): Page {
  const tab = tabs.get(scheme)
  if (tab === undefined) throw new Error(`no tab for ${scheme}`)
  return tab
}

beforeAll(async () => {
  gallery = await openGallery()
  browser = await launchBrowser()
  for (const colorScheme of SCHEMES) {
    // A colour that is on its way to another is nothing to judge.
    const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce' })
    const tab = await context.newPage()
    tab.on('console', (message) => complaints.push(message.text()))
    contexts.push(context)
    tabs.set(colorScheme, tab)
  }
})

afterAll(async () => {
  for (const context of contexts) await context.close()
  await browser?.close()
  await gallery?.close()
})

describe.each(samples)('$page, $state', (sample) => {
  const address = (language: string) => `${gallery.url}/${sample.page}/${sample.state}?lang=${language}`

  it.each([
    ['light', 'en', 390],
    ['light', 'ar', 1280],
    ['dark', 'en', 390],
    ['dark', 'ar', 1280],
  ] as const)('has nothing for axe in %s, in %s, at %d px', async (scheme, language, width) => {
    const tab = tabFor(scheme)
    await tab.setViewportSize({ width, height: 800 })
    await tab.goto(address(language))
    await tab.evaluate(axe.source)
    const findings = await tab.evaluate<Finding[]>(RUN_AXE)
    const told = findings.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id} in ${html}: ${failureSummary}`),
    )
    expect(told).toEqual([])
  })

  it('fits and can be touched at every width, and in every language where it is narrowest', async () => {
    const tab = tabFor('light')
    for (const language of LANGUAGES) {
      await tab.goto(address(language))
      for (const width of language === 'en' ? WIDTHS : WIDTHS.slice(0, 1)) {
        await tab.setViewportSize({ width, height: 800 })
        const where = `${language} at ${width} px`
        const { needed, small } = await tab.evaluate<{ needed: number; small: string[] }>(FIT)
        expect(needed, where).toBeLessThanOrEqual(width)
        expect(small, where).toEqual([])
      }
    }
  })

  it('opens with its title, its focus in the right place and nothing moving or blocked', async () => {
    const tab = tabFor('light')
    complaints.length = 0
    await tab.goto(address('en'))
    expect(await tab.title()).toBe(sample.title)
    expect(await tab.evaluate<string | undefined>(FOCUS)).toBe(sample.focus)
    expect(await tab.evaluate<string[]>(BROKEN_REFERENCES)).toEqual([])
    expect(await tab.evaluate<number>(LAYOUT_SHIFT)).toBe(0)
    expect(complaints).toEqual([])
  })

  it('weighs less than 50 KiB with its stylesheet and script, and brings nothing along', () => {
    for (const language of LANGUAGES) {
      const { text } = sample.render(language)
      expect(Buffer.byteLength(text + css + script)).toBeLessThan(50 * 1024)
      const ownScript = '<script type="module" src="/assets/gatehouse.js"></script>'
      const ownPicture = '<img class="tile picture" src="/assets/'
      const rest = text.replace(ownScript, '').replaceAll(ownPicture, '')
      expect(rest).not.toMatch(/<script|<img|<iframe| style=| on\w+=/)
    }
  })

  it('escapes every text it is given', async () => {
    const tab = tabFor('light')
    await tab.setContent(sample.renderWith('calm').text)
    const calm = await tab.evaluate<string[]>(STRUCTURE)
    const { text } = sample.renderWith(HOSTILE)
    expect(text).not.toContain('<script>')
    await tab.setContent(text)
    expect(await tab.evaluate<string[]>(STRUCTURE)).toEqual(calm)
  })
})

describe('errors', () => {
  it.each([
    [
      'sign-in',
      'error',
      'That email or user name and password do not belong together. Check both and try again.',
    ],
    [
      'sign-in',
      'error-empty',
      'That email or user name and password do not belong together. Check both and try again.',
    ],
    ['sign-up', 'errors', 'Enter one email address, as in name@example.com.'],
    [
      'account-two-step',
      'error',
      'This code is wrong, or it has been used already. Six digits, which change every 30 seconds.',
    ],
  ])('on %s, %s describe the field that has the focus', async (page, state, message) => {
    const tab = tabFor('light')
    await tab.goto(`${gallery.url}/${page}/${state}`)
    await tab.evaluate(FOCUS)
    expect(await tab.evaluate<string>(DESCRIPTION_OF_FOCUS)).toBe(message)
  })
})

describe('the demo app', () => {
  it('escapes names of claims and what the API answers', () => {
    const props = {
      stylesheet: '/gatehouse.css',
      name: 'Ada',
      idTokenClaims: { [HOSTILE]: HOSTILE, aud: [HOSTILE], nested: { [HOSTILE]: HOSTILE } },
      userinfo: { constructor: HOSTILE },
      scope: HOSTILE,
      expiresAt: HOSTILE,
      hasRefreshToken: true,
      refreshAction: '/refresh',
      apiAction: '/api',
      signOutUrl: '/sign-out',
      csrf: 'c',
      apiResult: { status: 200, body: { [HOSTILE]: HOSTILE } },
    }
    expect(demoSignedInPage(props).text).not.toContain('<script')
  })

  it('puts times into words', () => {
    const sample = samples.find(({ page }) => page === 'demo-signed-in')
    expect(sample?.render().text).toContain(
      '<time datetime="2025-11-23T04:20:42.000Z">23 November 2025 at 04:20:42 UTC</time>',
    )
  })
})

describe('addresses of clients', () => {
  it.each(['javascript:alert(1)', 'data:text/html,x', ' https://x', '//x.example'])(
    '%s is not a link',
    (uri) => {
      const { text } = signedOutPage({ frame: frameIn('en'), clientName: 'Acme', clientUri: uri })
      expect(text).toContain(`<bdi>${uri}</bdi>`)
      expect(text).not.toContain('<a ')
    },
  )
})
