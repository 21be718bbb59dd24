/** Wires mail: what is told of events, in which words, over which way out. */
import { join } from 'node:path'
import { openMailer } from '#adapters'
import type { Config } from '#config'
import type { Subscriber } from '#domain/events'
import { createMailSubscribers } from '#domain/mail'
import type { Logger } from '#lib/logger'
import { renderMail } from '#views/mail/render'
import type { Core } from './core.ts'

export interface MailDelivery {
  subscribers: Subscriber[]
  close(): Promise<void>
}

export function openMailDelivery(config: Config, core: Core, log: Logger): MailDelivery {
  const { mail, server, storage } = config
  const folder = join(storage.dataDir, 'mail')
  if (mail.smtp === null && server.production) {
    log.warn({ folder }, 'mail is written into a folder, and its links into this log: SMTP_URL is not set')
  }
  const mailer = openMailer({ ...mail, folder }, (written) => log.info(written, 'mail written'))
  const subscribers = createMailSubscribers({
    accounts: core.accounts,
    tokens: core.oneTimeTokens,
    mailer,
    render: renderMail,
    issuer: server.issuer,
    sender: mail.from,
    warn: (about, text) => log.warn(about, text),
  })
  return { subscribers, close: () => mailer.close() }
}
