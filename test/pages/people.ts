/** What people do on the pages, named as they see it. */
import type { Page } from 'playwright-core'
import { PASSWORD } from '../support/relying-party.ts'

export async function fillSignIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('Email or user name').fill(email)
  await page.getByLabel('Password').fill(password)
}

export async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await fillSignIn(page, email, password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

export async function signUp(page: Page, email: string, name = 'Ada Lovelace'): Promise<void> {
  await page.getByRole('link', { name: 'Create an account' }).click()
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Create account' }).click()
}

export async function allow(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Allow', exact: true }).click()
}

export async function headingOf(page: Page): Promise<string> {
  return (await page.getByRole('heading', { level: 1 }).textContent())?.trim() ?? ''
}

let people = 0

export function newEmail(): string {
  people += 1
  return `visitor${people}@example.com`
}
