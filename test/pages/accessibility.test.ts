/** Every page as it is served, at the width of a phone, in light and in dark: axe finds nothing, all of it fits. */
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { anAccount } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { describeInBrowser, useBrowser } from './browser.ts'
import { allow, follow, newEmail, press, signIn, signUp } from './people.ts'
import { type SmallApp, startSmallApp } from './small-app.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const WIDTH = 390

/** What axe finds, and the contrasts that it cannot judge, as text that names the element. */
const RUN_AXE = `axe.run(document, { runOnly: ${JSON.stringify(TAGS)}, resultTypes: ['violations', 'incomplete'] })
  .then(({ violations, incomplete }) => [
    ...violations,
    ...incomplete.filter(({ id }) => id.startsWith('color-contrast')),
  ])
  .then((found) => found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ' in ' + html + ': ' + failureSummary)))`

async function expectAccessible(page: Page): Promise<void> {
  const where = `${page.url()} (${await page.title()})`
  await page.evaluate(axe.source)
  expect(await page.evaluate<string[]>(RUN_AXE), where).toEqual([])
  expect(await page.evaluate<number>('document.documentElement.scrollWidth'), where).toBeLessThanOrEqual(
    WIDTH,
  )
  expect(await page.evaluate<string>('document.documentElement.lang'), where).toBe('en')
}

describeInBrowser.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  const { newTab } = useBrowser()
  // A colour that is on its way to another is nothing to judge.
  const options = { colorScheme, reducedMotion: 'reduce', viewport: { width: WIDTH, height: 844 } } as const
  let provider: RunningApp
  let app: SmallApp

  beforeAll(async () => {
    provider = await startApp()
    await provider.core.resourceServers.create({ uri: 'https://api.example.com/', scope: 'read write' })
    app = await startSmallApp(provider, {
      name: 'An app with a name that is rather long for a phone',
      resources: ['https://api.example.com/'],
    })
  })
  afterAll(async () => {
    await app?.stop()
    await provider?.stop()
  })

  it('the pages of signing in, with and without an error', async () => {
    const { email } = await anAccount(provider)
    const page = await newTab(options)
    await page.goto(app.signInUrl())
    await expectAccessible(page)
    await signIn(page, email, 'wrong')
    await page.getByRole('alert').waitFor()
    await expectAccessible(page)
  })

  it('the pages of signing up, with and without errors', async () => {
    const page = await newTab(options)
    await page.goto(app.signInUrl())
    await follow(page, 'Create an account')
    await page.waitForURL(/sign-up$/)
    await expectAccessible(page)
    await page.getByLabel('Your name').fill('x'.repeat(1001))
    await page.getByLabel('Email').fill('nobody@nowhere')
    await page.getByLabel('Password').fill('correct horse battery')
    await press(page, 'Create account')
    await page.locator('.field-error').first().waitFor()
    await expectAccessible(page)
  })

  it('the consent, with all that an app can ask for, and signing in again', async () => {
    const { email } = await anAccount(provider)
    const page = await newTab(options)
    const all = {
      scope: 'openid profile email address phone offline_access read write',
      resource: 'https://api.example.com/',
      claims: '{"userinfo":{"birthdate":null}}',
      prompt: 'consent',
    }
    await page.goto(app.signInUrl(all))
    await signIn(page, email)
    await page.getByRole('heading', { name: 'Allow access?' }).waitFor()
    await expectAccessible(page)
    await allow(page)
    await page.waitForURL(app.homeUrl)
    await page.goto(app.signInUrl({ prompt: 'login' }))
    await expectAccessible(page)
  })

  it('the pages of signing out, asked for by an app or not, and when nobody is signed in', async () => {
    const { email } = await anAccount(provider)
    const page = await newTab(options)
    await page.goto(app.signInUrl())
    await signIn(page, email)
    await allow(page)
    await page.waitForURL(app.homeUrl)
    await page.goto(app.signOutUrl())
    await expectAccessible(page)
    await page.goto(`${provider.issuer}/oauth/logout`)
    await expectAccessible(page)
    await press(page, 'Sign out')
    await page.waitForURL(/\/logout\/success/)
    await expectAccessible(page)
    await page.goto(`${provider.issuer}/oauth/logout`)
    await page.waitForURL(/\/logout\/success/)
  })

  it('the pages that say what went wrong', async () => {
    const page = await newTab(options)
    for (const path of [
      '/oauth/authorize?client_id=nobody',
      '/nothing',
      '/interaction/x',
      '/oauth/token',
      '/demo/callback',
    ]) {
      await page.goto(`${provider.issuer}${path}`)
      await expectAccessible(page)
    }
  })

  it('the pages of the demo app', async () => {
    const page = await newTab(options)
    await page.goto(provider.issuer)
    await expectAccessible(page)
    await follow(page, 'Sign in with Gatehouse')
    await signUp(page, newEmail())
    await allow(page)
    await press(page, 'Refresh the tokens')
    await page.getByRole('status').waitFor()
    await expectAccessible(page)
    await press(page, 'Call the protected API')
    await page.getByText('The API answered').waitFor()
    await expectAccessible(page)
  })

  it('the front page in production', async () => {
    const production = await startApp({ NODE_ENV: 'production' })
    try {
      const page = await newTab(options)
      await page.goto(production.issuer)
      await expectAccessible(page)
    } finally {
      await production.stop()
    }
  })
})
