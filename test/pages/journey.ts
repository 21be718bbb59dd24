/** A provider, a small app at another site, and people on their way between the two. */
import type { BrowserContext, Cookie, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { anAccount } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { type OneBrowser, useBrowser } from './browser.ts'
import { headingOf, signIn } from './people.ts'
import { type SmallApp, startSmallApp } from './small-app.ts'

export interface OnTheWay {
  page: Page
  /** Of an account of their own. */
  email: string
}

export interface Journey extends OneBrowser {
  provider(): RunningApp
  app(): SmallApp
  atSignIn(parameters?: Record<string, string>): Promise<OnTheWay>
  atConsent(): Promise<OnTheWay>
  sessionOf(person: BrowserContext): Promise<Cookie | undefined>
}

/** To be called where the tests are described. */
export function useJourney(): Journey {
  const browser = useBrowser()
  let running: { provider: RunningApp; app: SmallApp } | undefined

  beforeAll(async () => {
    const provider = await startApp()
    running = { provider, app: await startSmallApp(provider) }
  })
  afterAll(async () => {
    await running?.app.stop()
    await running?.provider.stop()
  })

  function started() {
    if (running === undefined) throw new Error('nothing has started')
    return running
  }

  async function atSignIn(parameters?: Record<string, string>): Promise<OnTheWay> {
    const page = await browser.newTab()
    await page.goto(started().app.signInUrl(parameters))
    return { page, email: (await anAccount(started().provider)).email }
  }

  return {
    ...browser,
    provider: () => started().provider,
    app: () => started().app,
    atSignIn,
    async atConsent() {
      const { page, email } = await atSignIn()
      await signIn(page, email)
      await page.getByRole('heading', { name: 'Allow access?' }).waitFor()
      return { page, email }
    },
    async sessionOf(person) {
      return (await person.cookies(started().provider.issuer)).find(({ name }) => name === '_session')
    },
  }
}

/** A page that ends the way: it says what happened, and what to do. */
export async function expectAdvice(page: Page): Promise<void> {
  expect(await headingOf(page)).toBe('This page has ended')
  const text = await page.locator('main').textContent()
  expect(text).toContain('This sign-in has ended, or it was begun in another browser.')
  expect(text).toContain('Go back to the app that you came from and choose its sign-in again.')
}
