/**
 * A whole life at the pages, as docs/walks.md tells it: with the keyboard alone, on a phone 360 pixels wide, without
 * script, in languages that are longer than English or written from right to left.
 */
import type { Locator, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { totpCode } from '../../src/domain/factors/totp.ts'
import { catalogues } from '../../views/messages/index.ts'
import { PASSWORD } from '../support/relying-party.ts'
import { describeInBrowser } from './browser.ts'
import { useJourney } from './journey.ts'
import { leave, newEmail } from './people.ts'

const PHONE = { width: 360, height: 640 }
const MOST_TABS = 60
const STEP_MS = 30_000

/** Goes on by Tab until that has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let step = 0; step < MOST_TABS; step += 1) {
    if (await target.evaluate((element) => element.matches(':focus'))) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${target} cannot be reached by Tab`)
}

async function type(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, page.locator(`input[name="${name}"]`).first())
  await page.keyboard.press('Control+A')
  await page.keyboard.type(text)
}

/** Presses the button or follows the link that is called so, and waits for what comes of it. */
async function press(page: Page, name: string, role: 'button' | 'link' = 'button'): Promise<void> {
  await tabTo(page, page.getByRole(role, { name, exact: true }).first())
  await leave(page, () => page.keyboard.press('Enter'))
}

describeInBrowser.each([
  ['de', 'ltr'],
  ['ar', 'rtl'],
] as const)('a person who reads %s', (language, direction) => {
  const { app, newTab, provider } = useJourney()
  const { account: words, consent, security, signIn, signUp } = catalogues[language]

  async function look(page: Page, heading: string): Promise<void> {
    await page.getByRole('heading', { level: 1, name: heading }).waitFor()
    const root = page.locator('html')
    expect([await root.getAttribute('lang'), await root.getAttribute('dir')]).toEqual([language, direction])
    const width = await page.evaluate('document.documentElement.scrollWidth')
    expect(width, heading).toBe(PHONE.width)
  }

  it('signs up, turns on the second step, comes back with it, and leaves', async () => {
    const page = await newTab({ javaScriptEnabled: false, locale: language, viewport: PHONE })
    const email = newEmail()
    await page.goto(app().signInUrl())
    await look(page, signIn.title)
    await press(page, signIn.createAccount, 'link')
    await look(page, signUp.title)
    await type(page, 'email', email)
    await type(page, 'new-password', 'password')
    await press(page, signUp.submit)
    await look(page, signUp.title)
    // What was typed is there still, but for the password, where the page opens.
    expect(await page.locator('input[name="email"]').inputValue()).toBe(email)
    await page.locator('input[name="new-password"]:focus').waitFor()
    await page.keyboard.type(PASSWORD)
    await press(page, signUp.submit)
    await look(page, consent.heading)
    await press(page, consent.allow)
    await page.waitForURL(app().homeUrl)

    await page.goto(`${provider().issuer}/account`)
    await type(page, 'name', 'Ada')
    await press(page, words.saveProfile)
    await page.getByRole('status').getByText(words.changed).waitFor()
    for (const [room, title] of [
      [words.sessions, words.sessionsTitle],
      [words.apps, words.appsTitle],
      [words.data, words.dataTitle],
      [words.security, security.title],
    ] as const) {
      await press(page, room, 'link')
      await look(page, title)
    }

    await press(page, security.setUp, 'link')
    const secret = await page.locator('input[name="secret"]').getAttribute('value')
    const code = (later: number) => totpCode(secret ?? '', Math.floor(Date.now() / STEP_MS) + later)
    await type(page, 'one-time-code', code(0))
    await press(page, security.setUpSubmit)
    await page.goto(`${provider().issuer}/account`)
    await press(page, words.signOut)

    await page.goto(app().signInUrl({ prompt: 'login' }))
    await type(page, 'username', email)
    await type(page, 'current-password', PASSWORD)
    await press(page, signIn.submit)
    await type(page, 'one-time-code', code(1))
    await tabTo(page, page.locator('input[name="remember-device"]'))
    await page.keyboard.press('Space')
    await press(page, signIn.confirm)
    await page.waitForURL(app().homeUrl)

    await page.goto(`${provider().issuer}/account/security`)
    await press(page, security.forgetOne)
    await page.getByRole('status').getByText(security.forgottenOne).waitFor()
    await page.getByText(security.noDevices).waitFor()
    await look(page, security.title)
  })
})
