/** All of it without a mouse. */
import type { Page } from 'playwright-core'
import { it } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { useJourney } from './journey.ts'
import { leave, newEmail } from './people.ts'

/** The name of what has the focus, as it is read out. */
const FOCUSED = `[...(document.activeElement.labels ?? []), document.activeElement]
  .map((element) => element.textContent)
  .join(' ')
  .trim()`

describeInBrowser('with the keyboard alone', () => {
  const { app, newTab } = useJourney()

  /** Tabs to the element with this name, as it is read out. */
  async function tabTo(page: Page, name: RegExp): Promise<void> {
    for (let step = 0; step < 20; step += 1) {
      await page.keyboard.press('Tab')
      const focused = await page.evaluate<string>(FOCUSED)
      if (name.test(focused)) return
    }
    throw new Error(`nothing named ${name} can be reached by Tab`)
  }

  const enter = (page: Page) => leave(page, () => page.keyboard.press('Enter'))

  it('a person signs up, consents, signs in again and signs out', async () => {
    const page = await newTab()
    const email = newEmail()
    await page.goto(app().signInUrl())
    await tabTo(page, /^Create an account/)
    await enter(page)
    await page.waitForURL(/sign-up$/)
    await tabTo(page, /^Your name/)
    await page.keyboard.type('Ada Lovelace')
    await tabTo(page, /^Email/)
    await page.keyboard.type(email)
    await tabTo(page, /^Password/)
    await page.keyboard.type('correct horse battery')
    await enter(page)
    await page.getByRole('heading', { name: 'Allow access?' }).waitFor()
    await tabTo(page, /^Allow/)
    await enter(page)
    await page.waitForURL(app().homeUrl)

    await page.goto(app().signInUrl({ prompt: 'login' }))
    await tabTo(page, /^Email or user name/)
    await page.keyboard.type(email)
    await tabTo(page, /^Password/)
    await page.keyboard.type('wrong')
    await enter(page)
    await page.getByRole('alert').waitFor()
    // The page opens at the field to mend.
    await page.locator('input[name="current-password"]:focus').waitFor()
    await page.keyboard.type('correct horse battery')
    await tabTo(page, /^Stay signed in/)
    await page.keyboard.press('Space')
    await tabTo(page, /^Sign in/)
    await enter(page)
    await page.waitForURL(app().homeUrl)

    await page.goto(app().signOutUrl())
    await tabTo(page, /^Sign out/)
    await enter(page)
    await page.waitForURL(`${app().url}/bye`)
  })
})
