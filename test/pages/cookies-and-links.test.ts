/** What goes wrong with cookies and links: each of these ends where the person was going, or says what to do. */
import { expect, it } from 'vitest'
import { anAccount } from '../support/relying-party.ts'
import { forgetSessions } from '../support/stored.ts'
import { describeInBrowser } from './browser.ts'
import { expectAdvice, useJourney } from './journey.ts'
import { allow, headingOf, signIn } from './people.ts'

const { app, atConsent, atSignIn, newPerson, newTab, provider, sessionOf } = useJourney()

describeInBrowser('a cookie', () => {
  it('of a session that the server no longer knows is as good as none', async () => {
    const { page, email } = await atConsent()
    await allow(page)
    await page.waitForURL(app().homeUrl)
    forgetSessions(provider())
    await page.goto(app().signInUrl())
    expect(await headingOf(page)).toBe('Sign in')
    await signIn(page, email)
    await page.waitForURL(app().homeUrl)
  })

  it('of a session that the server forgets while the consent is shown leads back to the sign-in', async () => {
    const { page, email } = await atConsent()
    forgetSessions(provider())
    await allow(page)
    expect(await headingOf(page)).toBe('Sign in')
    await signIn(page, email)
    await allow(page)
    await page.waitForURL(app().homeUrl)
  })

  it('that was tampered with is as good as none', async () => {
    const { page, email } = await atConsent()
    await allow(page)
    const session = await sessionOf(page.context())
    if (session === undefined) throw new Error('there is no session cookie')
    await page.context().addCookies([{ ...session, value: `${session.value}x` }])
    await page.goto(app().signInUrl())
    expect(await headingOf(page)).toBe('Sign in')
    await signIn(page, email)
    await page.waitForURL(app().homeUrl)
  })

  it('that is lost in the middle of a sign-in, as cookies are that somebody clears, is told with what to do', async () => {
    const { page, email } = await atSignIn()
    await page.context().clearCookies()
    await signIn(page, email)
    await expectAdvice(page)
  })
})

describeInBrowser('a link', () => {
  it("of somebody else's sign-in starts nothing, and says what to do", async () => {
    const { page } = await atSignIn()
    const other = await newTab()
    for (const url of [
      page.url(),
      `${page.url()}/sign-up`,
      page.url().replace('interaction', 'oauth/authorize'),
    ]) {
      await other.goto(url)
      await expectAdvice(other)
      expect((await other.context().cookies()).filter(({ name }) => name.startsWith('_session'))).toEqual([])
    }
  })

  it('of a sign-in that is over leads on to the app, in the browser where it was', async () => {
    const { page } = await atConsent()
    const link = page.url()
    await allow(page)
    await page.waitForURL(app().homeUrl)
    for (const url of [link, `${link}/sign-up`]) {
      await page.goto(url)
      expect(page.url()).toBe(app().homeUrl)
    }
  })

  it('that resumes an authorization, opened once more, leads on to the app', async () => {
    const { page } = await atConsent()
    const resume: string[] = []
    page.on('request', (request) => {
      if (/\/oauth\/authorize\/[\w-]+$/.test(request.url())) resume.push(request.url())
    })
    await allow(page)
    await page.waitForURL(app().homeUrl)
    expect(resume).toHaveLength(1)
    await page.goto(resume[0] ?? '')
    expect(page.url()).toBe(app().homeUrl)
  })

  it('to a form that was sent, as it stands in the address bar after an error, leads to the page of the form', async () => {
    const { page, email } = await atSignIn()
    await signIn(page, email, 'not the password')
    await page.getByRole('alert').waitFor()
    await page.goto(page.url())
    await signIn(page, email)
    await page.getByRole('heading', { name: 'Allow access?' }).waitFor()
    await page.goto(`${page.url()}/consent`)
    await allow(page)
    await page.waitForURL(app().homeUrl)
  })
})

describeInBrowser('with prompt=login', () => {
  it('another person signs in, and the one before is no longer signed in', async () => {
    const { page, email } = await atConsent()
    await allow(page)
    await page.waitForURL(app().homeUrl)
    const before = await sessionOf(page.context())
    const { email: other } = await anAccount(provider())
    await page.goto(app().signInUrl({ prompt: 'login' }))
    expect(await headingOf(page)).toBe('Sign in again')
    await signIn(page, other)
    expect(await page.getByText(other).first().isVisible()).toBe(true)
    expect(await page.getByText(email).count()).toBe(0)
    await allow(page)
    await page.waitForURL(app().homeUrl)
    expect((await sessionOf(page.context()))?.value).not.toBe(before?.value)
    // Whoever was before would have to show a password again.
    const old = await newPerson()
    const signature = (await page.context().cookies(provider().issuer)).filter(
      ({ name }) => name === '_session.sig',
    )
    await old.addCookies([...(before === undefined ? [] : [before]), ...signature])
    const tab = await old.newPage()
    await tab.goto(app().signInUrl())
    expect(await headingOf(tab)).toBe('Sign in')
  })

  it('the same person signs in again and goes straight on', async () => {
    const { page, email } = await atConsent()
    await allow(page)
    await page.waitForURL(app().homeUrl)
    await page.goto(app().signInUrl({ prompt: 'login' }))
    await signIn(page, email)
    await page.waitForURL(app().homeUrl)
  })
})
