/**
 * Mail, on nodemailer: by SMTP where a server is named, into a folder otherwise. Knows how a mail travels and how that
 * fails; does not know what any mail says or why it is sent.
 */
import type { Mailer } from '../../src/domain/mail/mailer.ts'
import type { Sender } from './compose.ts'
import { type OnWritten, openFileMailer } from './file-mailer.ts'
import { openSmtpMailer, type SmtpServer } from './smtp-mailer.ts'

export interface MailerSettings {
  smtp: SmtpServer | null
  from: Sender
  /** For written mail. */
  folder: string
}

/** Connects to nothing yet, so that a mail server that is down keeps nobody from signing in. */
export function openMailer({ smtp, from, folder }: MailerSettings, onWritten: OnWritten): Mailer {
  return smtp === null ? openFileMailer(folder, from, onWritten) : openSmtpMailer(smtp, from)
}
