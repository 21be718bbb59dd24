/** From a mail to what nodemailer takes, so that it can neither read a file, nor fetch, nor take one address for two. */
import type { SendMailOptions } from 'nodemailer'
import type { Mail } from '../../src/domain/mail/mailer.ts'

export interface Sender {
  name: string | null
  address: string
}

export function compose(mail: Mail, from: Sender): SendMailOptions {
  return {
    from: { name: from.name ?? '', address: from.address },
    // As an object it is one address, whatever it holds; as text it would be parsed as a list.
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: `<${mail.messageId}>`,
    headers: {
      // RFC 3834: no out-of-office answers to these.
      'Auto-Submitted': 'auto-generated',
      'Content-Language': mail.language,
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}
