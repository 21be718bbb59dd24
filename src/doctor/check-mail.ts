/** Whether mail reaches people. */
import { join } from 'node:path'
import { openMailer } from '#adapters'
import type { Config } from '#config'
import { DomainError } from '#domain/errors'
import { type Check, failedSaying, passed, warned } from './check.ts'

const NAME = 'mail'

export async function checkMail({ mail, server, storage }: Config): Promise<Check> {
  const folder = join(storage.dataDir, 'mail')
  const mailer = openMailer({ ...mail, folder }, () => {})
  try {
    await mailer.check()
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return failedSaying(NAME, error.message)
  } finally {
    await mailer.close()
  }
  if (mail.smtp !== null || !server.production) return passed(NAME)
  return warned(NAME, `Mail is written into ${folder} and reaches nobody.`, 'Set SMTP_URL.')
}
