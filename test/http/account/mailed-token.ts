/** What a mail to somebody carries, as it lies in the folder of a server that has nobody to send mail for it. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { vi } from 'vitest'
import type { RunningApp } from '../../support/start-app.ts'

const MAIL_MS = 60_000

/**
 * The token of the link to that page in the mail to that address; waits for the mail to be written.
 * @param before the one of an earlier mail, which will not do
 */
export function mailedToken(
  { dataDir }: Pick<RunningApp, 'dataDir'>,
  page: 'verify-email' | 'reset-password' | 'unlock',
  email: string,
  before?: string,
): Promise<string> {
  const link = new RegExp(`/${page}\\?token=([\\w-]+)`)
  return vi.waitFor(
    async () => {
      for (const text of await mailsTo(join(dataDir, 'mail'), email)) {
        const token = link.exec(text)?.[1]
        if (token !== undefined && token !== before) return token
      }
      throw new Error(`no mail to ${email} leads to ${page}`)
    },
    { timeout: MAIL_MS, interval: 30 },
  )
}

async function mailsTo(folder: string, email: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.eml'))
  const mails = await Promise.all(
    names.map(async (name) => PostalMime.parse(await readFile(join(folder, name)))),
  )
  return mails.filter(({ to }) => to?.some(({ address }) => address === email)).map(({ text }) => text ?? '')
}
