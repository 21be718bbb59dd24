/** What a mail to somebody would carry. */
import type { MailPurpose } from '#domain/one-time-tokens'
import type { RunningApp } from '../../support/start-app.ts'

/** A new token as a mail carries it; the one before it is void. */
export async function mailedToken(
  { core }: RunningApp,
  purpose: MailPurpose,
  email: string,
): Promise<string> {
  const account = await core.accounts.findByIdentifier(email)
  return core.oneTimeTokens.create(purpose, account?.id ?? '', email)
}
