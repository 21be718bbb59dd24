/** What goes wrong with pages and forms: each of these ends where the person was going, or says what to do. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { anAccount } from '../support/relying-party.ts'
import { letExpire, letVanish } from '../support/stored.ts'
import { describeInBrowser } from './browser.ts'
import { expectAdvice, useJourney } from './journey.ts'
import { allow, fillSignIn, follow, headingOf, leave, press, signIn } from './people.ts'

const { app, atConsent, atSignIn, newPerson, provider } = useJourney()

describeInBrowser('a sign-in page that was left open', () => {
  it('over lunch begins anew when it is sent, and leads to the app', async () => {
    const { page, email } = await atSignIn()
    await letExpire(provider(), page.url())
    await signIn(page, email)
    expect(await headingOf(page)).toBe('Sign in')
    await signIn(page, email)
    await allow(page)
    await page.waitForURL(app().homeUrl)
  })

  it('after a wrong password is sent again by a reload, and works', async () => {
    const { page, email } = await atSignIn()
    await signIn(page, email, 'not the password')
    await page.getByRole('alert').waitFor()
    await page.reload()
    expect(await page.getByRole('alert').textContent()).toContain('do not belong together')
    await signIn(page, email)
    await allow(page)
    await page.waitForURL(app().homeUrl)
  })

  it('over lunch begins anew when it is loaded again or its sign-up is opened', async () => {
    const { page, email } = await atSignIn()
    await letExpire(provider(), page.url())
    await page.reload()
    expect(await headingOf(page)).toBe('Sign in')
    await letExpire(provider(), page.url())
    await follow(page, 'Create an account')
    expect(await headingOf(page)).toBe('Sign in')
    await signIn(page, email)
    await allow(page)
    await page.waitForURL(app().homeUrl)
  })

  it('over a weekend says that it is over, and what to do', async () => {
    const { page, email } = await atSignIn()
    await letVanish(provider(), page.url())
    await signIn(page, email)
    await expectAdvice(page)
  })

  it('at the consent over lunch leads to the app after one more consent', async () => {
    const { page } = await atConsent()
    await letExpire(provider(), page.url())
    await allow(page)
    expect(await headingOf(page)).toBe('Allow access?')
    await allow(page)
    await page.waitForURL(app().homeUrl)
  })
})

describeInBrowser('the back button', () => {
  it('after the sign-in leads to the consent again, and the form sent once more does no harm', async () => {
    const { page, email } = await atConsent()
    await page.goBack()
    if ((await headingOf(page)) === 'Sign in') await signIn(page, email)
    expect(await headingOf(page)).toBe('Allow access?')
    await allow(page)
    await page.waitForURL(app().homeUrl)
  })

  it('after the consent leads back to the app', async () => {
    const { page } = await atConsent()
    await allow(page)
    await page.waitForURL(app().homeUrl)
    await page.goBack()
    expect(page.url()).toBe(app().homeUrl)
  })

  it('after a wrong password leads to the form, which works', async () => {
    const { page, email } = await atSignIn()
    await signIn(page, email, 'not the password')
    await page.getByRole('alert').waitFor()
    await page.goBack()
    await signIn(page, email)
    await allow(page)
    await page.waitForURL(app().homeUrl)
  })
})

describeInBrowser('two tabs', () => {
  it('with a sign-in each both get to the app', async () => {
    const { email } = await anAccount(provider())
    const person = await newPerson()
    const [first, second] = [await person.newPage(), await person.newPage()]
    await first.goto(app().signInUrl())
    await second.goto(app().signInUrl())
    await signIn(first, email)
    await allow(first)
    await first.waitForURL(app().homeUrl)
    await signIn(second, email)
    await second.waitForURL(app().homeUrl)
  })

  it('with the same sign-in both get to the app', async () => {
    const { page: first, email } = await atSignIn()
    const second = await first.context().newPage()
    await second.goto(first.url())
    await signIn(first, email)
    await allow(first)
    await first.waitForURL(app().homeUrl)
    await signIn(second, email)
    await second.waitForURL(app().homeUrl)
  })

  it('of which one signs out while the other asks for consent: nothing is allowed, and the sign-in begins anew', async () => {
    const { page: first, email } = await atConsent()
    const second = await first.context().newPage()
    await second.goto(app().signOutUrl())
    await press(second, 'Sign out')
    await second.waitForURL(`${app().url}/bye`)
    await allow(first)
    expect(await headingOf(first)).toBe('Sign in')
    await signIn(first, email)
    expect(await headingOf(first)).toBe('Allow access?')
    await allow(first)
    await first.waitForURL(app().homeUrl)
  })
})

describeInBrowser('a form that is sent twice', () => {
  /** Two clicks before the first has been answered. */
  async function clickTwice(page: Page, name: string): Promise<void> {
    const button = page.getByRole('button', { name, exact: true })
    await leave(page, () => button.dblclick({ noWaitAfter: true }))
  }

  it('at the sign-in leads on', async () => {
    const { page, email } = await atSignIn()
    await fillSignIn(page, email)
    await clickTwice(page, 'Sign in')
    await page.getByRole('heading', { name: 'Allow access?' }).waitFor()
    await allow(page)
    await page.waitForURL(app().homeUrl)
  })

  it('at the consent leads on', async () => {
    const { page } = await atConsent()
    await clickTwice(page, 'Allow')
    await page.waitForURL(app().homeUrl)
  })
})
