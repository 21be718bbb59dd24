import axe from 'axe-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoSignedInPage } from '../../views/demo/signed-in.ts'
import { signedOutPage } from '../../views/pages/signed-out.ts'
import { css, launchBrowser, openGallery } from './gallery.ts'
import { samples } from './samples.ts'

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
const SMALL_TARGETS = `[...document.querySelectorAll('a:not(.skip), button, input[type=submit], .field input, .checkbox')]
  .filter((element) => element.getBoundingClientRect().height < 43.9)
  .map((element) => element.outerHTML)`

const LAYOUT_SHIFT = `new Promise((resolve) => {
  let sum = 0
  new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => { sum += value }))
    .observe({ type: 'layout-shift', buffered: true })
  setTimeout(() => resolve(sum), 50)
})`

const FOCUS = `document.activeElement === document.body
  ? undefined
  : document.activeElement.id || document.activeElement.getAttribute('role')`

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
    const context = await browser.newContext({ colorScheme })
    const tab = await context.newPage()
    tab.on('console', (message) => complaints.push(message.text()))
    contexts.push(context)
    tabs.set(colorScheme, tab)
  }
}, 60_000)

afterAll(async () => {
  for (const context of contexts) await context.close()
  await browser?.close()
  await gallery?.close()
})

describe.each(samples)('$page, $state', (sample) => {
  it.each(SCHEMES)('has nothing for axe, fits and can be touched at every width in %s', async (scheme) => {
    const tab = tabFor(scheme)
    for (const width of WIDTHS) {
      await tab.setViewportSize({ width, height: 800 })
      await tab.goto(`${gallery.url}/${sample.page}/${sample.state}`)
      expect(await tab.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      expect(await tab.evaluate<string[]>(SMALL_TARGETS)).toEqual([])
      await tab.evaluate(axe.source)
      const findings = await tab.evaluate<Finding[]>(RUN_AXE)
      const told = findings.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${width} px: ${id} in ${html}: ${failureSummary}`),
      )
      expect(told).toEqual([])
    }
  })

  it('opens with its title, its focus in the right place and nothing moving or blocked', async () => {
    const tab = tabFor('light')
    complaints.length = 0
    await tab.goto(`${gallery.url}/${sample.page}/${sample.state}`)
    expect(await tab.title()).toBe(sample.title)
    expect(await tab.evaluate<string | undefined>(FOCUS)).toBe(sample.focus)
    expect(await tab.evaluate<string[]>(BROKEN_REFERENCES)).toEqual([])
    expect(await tab.evaluate<number>(LAYOUT_SHIFT)).toBe(0)
    expect(complaints).toEqual([])
  })

  it('weighs less than 50 KiB with its stylesheet, and brings nothing along', () => {
    const { text } = sample.render()
    expect(Buffer.byteLength(text) + Buffer.byteLength(css)).toBeLessThan(50 * 1024)
    expect(text).not.toMatch(/<script|<img|<iframe| style=| on\w+=/)
  })

  it('escapes every text it is given', async () => {
    const tab = tabFor('light')
    await tab.setContent(sample.renderWith('calm').text)
    const calm = await tab.evaluate<string[]>(STRUCTURE)
    const { text } = sample.renderWith(HOSTILE)
    expect(text).not.toContain('<script')
    await tab.setContent(text)
    expect(await tab.evaluate<string[]>(STRUCTURE)).toEqual(calm)
  })
})

describe('errors', () => {
  it.each([
    ['sign-in', 'error', 'The email or the password is not right. Please try again.'],
    ['sign-in', 'error-empty', 'Too many attempts. Please wait 15 minutes before you try again.'],
    ['sign-up', 'errors', 'Enter an email address, as in name@example.com.'],
  ])('on %s, %s describe the field that has the focus', async (page, state, message) => {
    const tab = tabFor('light')
    await tab.goto(`${gallery.url}/${page}/${state}`)
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
      const { text } = signedOutPage({ stylesheet: '/gatehouse.css', clientName: 'Acme', clientUri: uri })
      expect(text).toContain(`<bdi>${uri}</bdi>`)
      expect(text).not.toContain('<a ')
    },
  )
})
