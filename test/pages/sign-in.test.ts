/** Signing up and in, in a real browser, from an app on another site and back to it. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { anAccount } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { describeInBrowser, useBrowser } from './browser.ts'
import { allow, fillSignIn, headingOf, newEmail, press, signIn, signUp } from './people.ts'
import { type SmallApp, startSmallApp } from './small-app.ts'

describeInBrowser.each([
  ['with script', { javaScriptEnabled: true }],
  ['without script', { javaScriptEnabled: false }],
])('%s, a person', (_with, options) => {
  const { newTab } = useBrowser()
  let provider: RunningApp
  let app: SmallApp

  beforeAll(async () => {
    provider = await startApp()
    app = await startSmallApp(provider)
  })
  afterAll(async () => {
    await app?.stop()
    await provider?.stop()
  })

  it('signs up, consents and is back at the app', async () => {
    const page = await newTab(options)
    const email = newEmail()
    await page.goto(app.signInUrl())
    expect(await headingOf(page)).toBe('Sign in')
    await signUp(page, email)
    expect(await headingOf(page)).toBe('Allow access?')
    expect(await page.getByText(email).first().isVisible()).toBe(true)
    await allow(page)
    await page.waitForURL(app.homeUrl)
  })

  it('signs in, and is asked for consent only the first time', async () => {
    const { email } = await anAccount(provider)
    for (const asked of [true, false]) {
      const page = await newTab(options)
      await page.goto(app.signInUrl())
      await signIn(page, email)
      if (asked) await allow(page)
      await page.waitForURL(app.homeUrl)
      await page.goto(app.signInUrl())
      expect(page.url()).toBe(app.homeUrl)
    }
  })

  it('is told that the password is wrong, keeps what was typed, and gets in with the right one', async () => {
    const { email } = await anAccount(provider)
    const page = await newTab(options)
    await page.goto(app.signInUrl())
    await signIn(page, email, 'not the password')
    expect(await page.getByRole('alert').textContent()).toContain('do not belong together')
    expect(await page.getByLabel('Email or user name').inputValue()).toBe(email)
    expect(await page.getByLabel('Password').inputValue()).toBe('')
    await signIn(page, email)
    await allow(page)
    await page.waitForURL(app.homeUrl)
  })

  it('is told what is wrong with a sign-up, keeps what was typed, and gets in', async () => {
    const { email: taken } = await anAccount(provider)
    const page = await newTab(options)
    await page.goto(app.signInUrl())
    await signUp(page, taken)
    expect(await page.getByText('There is an account with this email already').isVisible()).toBe(true)
    expect(await page.getByLabel('Your name').inputValue()).toBe('Ada Lovelace')
    await page.getByLabel('Email').fill(newEmail())
    await page.getByLabel('Password').fill('correct horse battery')
    await press(page, 'Create account')
    await allow(page)
    await page.waitForURL(app.homeUrl)
  })

  it('goes back to the app without an answer, from the sign-in and from the consent', async () => {
    const { email } = await anAccount(provider)
    const page = await newTab(options)
    await page.goto(app.signInUrl())
    await press(page, 'Cancel and go back to Small app')
    expect(await headingOf(page)).toBe('No sign-in: access_denied')
    await page.goto(app.signInUrl())
    await signIn(page, email)
    await press(page, 'Do not allow')
    expect(await headingOf(page)).toBe('No sign-in: access_denied')
  })

  it('gets back by a form that the provider posts to the app (response_mode=form_post)', async () => {
    const { email } = await anAccount(provider)
    const page = await newTab(options)
    await page.goto(app.signInUrl({ response_mode: 'form_post' }))
    await signIn(page, email)
    await allow(page)
    if (!options.javaScriptEnabled) await press(page, 'Continue')
    await page.waitForURL(app.homeUrl)
  })

  it('signs out at the app and at the provider', async () => {
    const { email } = await anAccount(provider)
    const page = await newTab(options)
    await page.goto(app.signInUrl())
    await signIn(page, email)
    await allow(page)
    await page.waitForURL(app.homeUrl)
    await page.goto(app.signOutUrl())
    expect(await headingOf(page)).toBe('Sign out?')
    await press(page, 'Sign out')
    await page.waitForURL(`${app.url}/bye`)
    await page.goto(app.signInUrl())
    expect(await headingOf(page)).toBe('Sign in')
  })
})

describeInBrowser('an app', () => {
  const { newPerson, newTab } = useBrowser()
  let provider: RunningApp

  beforeAll(async () => {
    provider = await startApp()
  })
  afterAll(() => provider?.stop())

  async function withApp(input: Parameters<typeof startSmallApp>[1], work: (app: SmallApp) => Promise<void>) {
    const app = await startSmallApp(provider, input)
    try {
      await work(app)
    } finally {
      await app.stop()
    }
  }

  it('whose callback sends people on to a third origin gets them there, straight from the form', () =>
    withApp({ onward: true }, async (app) => {
      const page = await newTab()
      await page.goto(app.signInUrl())
      await signUp(page, newEmail())
      await allow(page)
      await page.waitForURL(app.homeUrl)
      expect(await headingOf(page)).toBe('Welcome, from a third origin')
    }))

  it('of our own is not asked for consent', () =>
    withApp({ firstParty: true, onward: true }, async (app) => {
      const page = await newTab()
      await page.goto(app.signInUrl({ prompt: 'consent' }))
      await signUp(page, newEmail())
      await page.waitForURL(app.homeUrl)
    }))

  it('with a name like markup is shown by that name, and runs nothing', () =>
    withApp({ name: '<img src=x onerror=alert(1)> & "Co"' }, async (app) => {
      const page = await newTab()
      await page.goto(app.signInUrl())
      expect(await page.getByText('<img src=x onerror=alert(1)> & "Co"').first().isVisible()).toBe(true)
      expect(await page.locator('img').count()).toBe(0)
    }))

  it('finds people signed in after a restart of the browser only if they asked to stay', () =>
    withApp({ firstParty: true }, async (app) => {
      for (const stays of [true, false]) {
        const { email } = await anAccount(provider)
        const person = await newPerson()
        const page = await person.newPage()
        await page.goto(app.signInUrl())
        await fillSignIn(page, email)
        if (stays) await page.getByLabel('Stay signed in on this device').check()
        await press(page, 'Sign in')
        await page.waitForURL(app.homeUrl)
        const session = (await person.cookies(provider.issuer)).find(({ name }) => name === '_session')
        const days = ((session?.expires ?? 0) - Date.now() / 1000) / 86_400
        if (stays) expect(Math.round(days)).toBe(14)
        else expect(session?.expires).toBe(-1)
        // Only what has an end survives the browser.
        const kept = (await person.cookies()).filter(({ expires }) => expires !== -1)
        const restarted = await newPerson()
        await restarted.addCookies(kept)
        const tab = await restarted.newPage()
        await tab.goto(app.signInUrl())
        if (stays) expect(tab.url()).toBe(app.homeUrl)
        else expect(await headingOf(tab)).toBe('Sign in')
      }
    }))
})
