/** The account in a real browser: passkeys with an authenticator, the meter, the copy button, and all of it read aloud. */
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { anAccount } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { describeInBrowser, useBrowser } from './browser.ts'
import { headingOf, press, signIn } from './people.ts'

/** A phone or laptop that verifies whoever holds it. */
async function addAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

/** A browser that takes its time to say that it has autofill, and a person who takes it to show the passkey. */
const LATE_AUTOFILL = `
const available = new Promise((resolve) => { globalThis.becomeAvailable = () => resolve(true) })
PublicKeyCredential.isConditionalMediationAvailable = () => available
globalThis.asked = []
navigator.credentials.get = (options) => { asked.push(options); return new Promise(() => {}) }
`

describeInBrowser('a person with an account', () => {
  const { newTab } = useBrowser()
  let provider: RunningApp

  beforeAll(async () => {
    provider = await startApp()
  })
  afterAll(() => provider?.stop())

  async function enter(page: Page, path = '/account'): Promise<void> {
    const { email } = await anAccount(provider, { name: 'Ada Lovelace' })
    await page.goto(`${provider.issuer}${path}`)
    await signIn(page, email)
    await page.waitForURL(`${provider.issuer}${path}`)
  }

  it('adds a passkey, names it, and signs in with it alone from then on', async () => {
    const page = await newTab()
    await addAuthenticator(page)
    await enter(page, '/account/security')
    await page.getByLabel('Name of the passkey').fill('Work laptop')
    await press(page, 'Add a passkey')
    await page.getByText('The passkey is added.').waitFor()
    expect(await page.getByRole('heading', { name: 'Work laptop' }).isVisible()).toBe(true)

    await press(page, 'Sign out')
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
    await page.goto(`${provider.issuer}/account`)
    // By the button, or by the autofill of the browser, whichever is faster.
    const button = page.getByRole('button', { name: 'Sign in with a passkey' })
    const pressing = button.click({ noWaitAfter: true }).catch(() => {})
    await page.waitForURL(`${provider.issuer}/account`)
    // Where the autofill was faster there is no button any more.
    await Promise.race([pressing, button.waitFor({ state: 'detached' })])
    expect(await headingOf(page)).toBe('Hello, Ada Lovelace')
  })

  it('is told when a passkey was not used, and can go on with the password', async () => {
    const page = await newTab()
    const { email } = await anAccount(provider)
    await page.goto(`${provider.issuer}/account`)
    await addAuthenticator(page)
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByText('The passkey was not used.').waitFor()
    await signIn(page, email)
    await page.waitForURL(`${provider.issuer}/account`)
  })

  it('who has asked for a passkey is not interrupted by an autofill that is there only then', async () => {
    const page = await newTab()
    await page.addInitScript(LATE_AUTOFILL)
    await page.goto(`${provider.issuer}/account`)
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.evaluate('becomeAvailable()')
    expect(await page.evaluate('asked.map(({ mediation, signal }) => [mediation, signal.aborted])')).toEqual([
      [undefined, false],
    ])
  })

  it('sees how good a new password is, and is not held up by it', async () => {
    const page = await newTab()
    await enter(page, '/account/security')
    const meter = page.getByRole('meter', { name: 'Strength' })
    const strengths: string[] = []
    for (const password of ['aaaaaaaa', 'tr0ub4dor', 'four words in a row, long']) {
      await page.getByLabel('New password').fill(password)
      strengths.push(await meter.evaluate((element) => String((element as { value?: number }).value)))
    }
    expect(strengths).toEqual([...strengths].sort())
    expect(new Set(strengths).size).toBe(3)
    expect(await page.getByText('very strong').isVisible()).toBe(true)
  })

  it('finds nothing on any page that a screen reader could not tell', async () => {
    const page = await newTab({ viewport: { width: 360, height: 740 } })
    await enter(page)
    for (const path of ['', '/security', '/security/two-step', '/sessions', '/apps', '/data', '/delete']) {
      await page.goto(`${provider.issuer}/account${path}`)
      await page.evaluate(axe.source)
      const findings = await page.evaluate<{ id: string }[]>('axe.run().then(({ violations }) => violations)')
      expect(
        findings.map(({ id }) => id),
        path,
      ).toEqual([])
      expect(await page.evaluate<number>('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(
        360,
      )
    }
  })
})
