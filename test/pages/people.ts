/** What people do on the pages, named as they see it. */
import type { Page } from 'playwright-core'
import { PASSWORD } from '../support/relying-party.ts'

/**
 * Takes a step that leads to another page, and waits until that one is there with all that belongs to it. A click alone
 * may be over while the page before still stands, which may well look the same.
 */
export async function leave(page: Page, step: () => Promise<unknown>): Promise<void> {
  await Promise.all([page.waitForEvent('load'), step()])
}

/** Presses the button that is called exactly so, and waits for what comes of it. */
export async function press(page: Page, name: string): Promise<void> {
  await leave(page, () => page.getByRole('button', { name, exact: true }).click())
}

/** Follows the link that is called so. */
export async function follow(page: Page, name: string): Promise<void> {
  await leave(page, () => page.getByRole('link', { name }).click())
}

export async function fillSignIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('Email or user name').fill(email)
  await page.getByLabel('Password').fill(password)
}

export async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await fillSignIn(page, email, password)
  await press(page, 'Sign in')
}

export async function signUp(page: Page, email: string, name = 'Ada Lovelace'): Promise<void> {
  await follow(page, 'Create an account')
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(PASSWORD)
  await press(page, 'Create account')
}

export async function allow(page: Page): Promise<void> {
  await press(page, 'Allow')
}

export async function headingOf(page: Page): Promise<string> {
  return (await page.getByRole('heading', { level: 1 }).textContent())?.trim() ?? ''
}

let people = 0

export function newEmail(): string {
  people += 1
  return `visitor${people}@example.com`
}
