/** The API documentation in a real browser, under the strict policy: what it shows works, and "Authorize" is real. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { anAccount } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { describeInBrowser, useBrowser } from './browser.ts'
import { fillSignIn } from './people.ts'

describeInBrowser('the API documentation', () => {
  const { newTab } = useBrowser()
  let provider: RunningApp

  beforeAll(async () => {
    provider = await startApp()
  })
  afterAll(() => provider?.stop())

  it('signs a person in by a real authorization, and calls the APIs as them', async () => {
    const { email } = await anAccount(provider)
    const page = await newTab()
    await page.goto(`${provider.issuer}/swagger`)
    await page.getByRole('button', { name: 'Authorize' }).first().click()
    const dialog = page.locator('.auth-container', { hasText: 'oauth2' })
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      dialog.getByRole('button', { name: /Apply given OAuth2 credentials|Authorize/ }).click(),
    ])
    await popup.waitForURL(`${provider.issuer}/interaction/*`)
    await fillSignIn(popup, email)
    await Promise.all([
      popup.waitForEvent('close'),
      // What comes of it closes the window, perhaps before a click that waits for it is over.
      popup.getByRole('button', { name: 'Sign in', exact: true }).click({ noWaitAfter: true }),
    ])
    await dialog.getByRole('button', { name: 'Remove authorization' }).waitFor()
    await page.getByRole('button', { name: 'Close' }).first().click()

    const operation = page.locator('#operations-account-accountProfile')
    await operation.locator('.opblock-summary-control').click()
    await operation.getByRole('button', { name: 'Try it out' }).click()
    const [answer] = await Promise.all([
      page.waitForResponse(`${provider.issuer}/api/v1/auth/profile`),
      operation.getByRole('button', { name: 'Execute' }).click(),
    ])
    expect(answer.status()).toBe(200)
    expect(await answer.json()).toMatchObject({ email, role: 'USER' })
  })

  it('comes from local files alone', async () => {
    const page = await newTab()
    const elsewhere: string[] = []
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url())
      if (protocol !== 'data:' && origin !== provider.issuer) elsewhere.push(request.url())
    })
    await page.goto(`${provider.issuer}/swagger`)
    await page.locator('#operations-auth-authLogin').waitFor()
    expect(elsewhere).toEqual([])
  })
})
