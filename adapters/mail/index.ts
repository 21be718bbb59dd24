/**
 * Mail, on nodemailer: by SMTP where a server is named, into a folder otherwise. Knows how a mail travels and how that
 * fails; does not know what any mail says or why it is sent.
 */
import type { Sender } from './compose.ts'
import type { SmtpServer } from './smtp-mailer.ts'

export { type OnWritten, openFileMailer } from './file-mailer.ts'
export { openSmtpMailer } from './smtp-mailer.ts'

export interface MailerSettings {
  smtp: SmtpServer | null
  from: Sender
  /** For written mail. */
  folder: string
}
