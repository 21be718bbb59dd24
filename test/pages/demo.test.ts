/** The demo app from `/` to the end, as a newcomer sees it who has just started the server. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { describeInBrowser, useBrowser } from './browser.ts'
import { allow, follow, headingOf, newEmail, press, signUp } from './people.ts'

/** From the first page to the claims; an idle machine needs two seconds, and a person longer to type. */
const QUICK_MS = 60_000

describeInBrowser.each([
  ['with script', true],
  ['without script', false],
])('the demo app, %s', (_with, javaScriptEnabled) => {
  const { newTab } = useBrowser()
  let provider: RunningApp

  beforeAll(async () => {
    provider = await startApp()
  })
  afterAll(() => provider?.stop())

  it('leads a newcomer from the front page to what an app learns, and out again', async () => {
    const page = await newTab({ javaScriptEnabled })
    const email = newEmail()
    const startedAt = performance.now()
    await page.goto(provider.issuer)
    expect(page.url()).toBe(`${provider.issuer}/demo`)
    await follow(page, 'Sign in with Gatehouse')
    await signUp(page, email, 'Grace Hopper')
    expect(await headingOf(page)).toBe('Allow access?')
    expect(await page.getByText('Demo app').first().isVisible()).toBe(true)
    await allow(page)
    await page.waitForURL(`${provider.issuer}/demo`)
    expect(await headingOf(page)).toBe('Hello, Grace Hopper')
    for (const claim of ['iss', 'sub', 'aud', 'exp', 'nonce', 'email', 'acr', 'amr']) {
      expect(await page.getByText(claim, { exact: true }).first().isVisible()).toBe(true)
    }
    expect(await page.getByText(email).first().isVisible()).toBe(true)
    expect(performance.now() - startedAt, 'ms from the front page to the claims').toBeLessThan(QUICK_MS)

    await press(page, 'Refresh the tokens')
    expect(await page.getByRole('status').textContent()).toContain('The tokens are fresh')
    await press(page, 'Call the protected API')
    await page.getByText('The API answered with status 200').waitFor()
    await page.reload()
    expect(await page.getByText('The API answered').count()).toBe(0)

    await follow(page, 'Sign out')
    expect(await headingOf(page)).toBe('Sign out?')
    await press(page, 'Sign out')
    await page.waitForURL(`${provider.issuer}/demo`)
    expect(await headingOf(page)).toContain('Try a sign-in')
    await follow(page, 'Sign in with Gatehouse')
    expect(await headingOf(page)).toBe('Sign in')
  })
})
