/** One Chromium for a file of tests, and an ear for everything that it complains about. */
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest'
import { findChromium } from '../support/chromium.ts'

const executablePath = findChromium()

if (executablePath === undefined) {
  console.warn(
    '*** LEFT OUT: these tests of the pages in a real browser, since there is no Chromium here. Install it, or say ' +
      'where it is in CHROMIUM_PATH.',
  )
}

/** Where there is no Chromium its tests are skipped, which is said above and counted by the runner. */
export const describeInBrowser = describe.skipIf(executablePath === undefined)

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export interface OneBrowser {
  /** Somebody's browser: cookies of its own, gone after the test. */
  newPerson(options?: BrowserContextOptions): Promise<BrowserContext>
  /** A tab of a new person. */
  newTab(options?: BrowserContextOptions): Promise<Page>
}

/**
 * To be called where the tests are described. Whatever a page logs as an error fails the test that it happened in:
 * scripts that break, and everything that the Content-Security-Policy refuses.
 */
export function useBrowser(): OneBrowser {
  let browser: Browser | undefined
  const people: BrowserContext[] = []
  const complaints: string[] = []

  beforeAll(async () => {
    if (executablePath !== undefined) browser = await chromium.launch({ executablePath, args: ARGUMENTS })
  })
  afterEach(async () => {
    await Promise.all(people.splice(0).map((person) => person.close()))
    expect(complaints.splice(0)).toEqual([])
  })
  afterAll(() => browser?.close())

  async function newPerson(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    if (browser === undefined) throw new Error('the browser has not started')
    const person = await browser.newContext(options)
    person.setDefaultTimeout(60_000)
    person.on('page', (page) => listen(page, complaints))
    people.push(person)
    return person
  }

  return {
    newPerson,
    newTab: async (options) => (await newPerson(options)).newPage(),
  }
}

function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    // A page that is answered with an error status is told as such; the tests look at it themselves.
    const isStatus = message
      .text()
      .startsWith('Failed to load resource: the server responded with a status of 4')
    if (isStatus && message.location().url === page.url()) return
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`${page.url()}: ${message.text()}`)
  })
}
