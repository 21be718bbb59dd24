/** Mail by SMTP, over a few connections that are kept while there is something to send. */
import nodemailer from 'nodemailer'
import type { Mailer } from '../../src/domain/mail/mailer.ts'
import { compose, type Sender } from './compose.ts'
import { explainSmtpError } from './smtp-errors.ts'

export interface SmtpServer {
  host: string
  port: number
  tls: 'implicit' | 'required' | 'if_offered' | 'off'
  user: string | null
  password: string
}

export interface Patience {
  /** Milliseconds of silence after which the server is given up. */
  silenceMs: number
  /** Milliseconds for one mail in all, for a server that trickles. */
  mailMs: number
}

const PATIENCE: Patience = { silenceMs: 20_000, mailMs: 60_000 }

export function openSmtpMailer(server: SmtpServer, from: Sender, patience = PATIENCE): Mailer {
  const name = `${server.host}:${server.port}`
  const transport = nodemailer.createTransport({
    pool: true,
    maxConnections: 3,
    // For a kept connection that the server has ended meanwhile; whoever sends tries again later by itself.
    maxRequeues: 2,
    host: server.host,
    port: server.port,
    ...tlsOptions(server.tls),
    ...(server.user === null ? {} : { auth: { user: server.user, pass: server.password } }),
    connectionTimeout: patience.silenceMs,
    greetingTimeout: patience.silenceMs,
    dnsTimeout: patience.silenceMs,
    socketTimeout: patience.silenceMs,
  })
  return {
    async send(mail) {
      try {
        await transport.sendMail({ ...compose(mail, from), signal: AbortSignal.timeout(patience.mailMs) })
      } catch (error) {
        throw explainSmtpError(error, name)
      }
    },
    async check() {
      try {
        await transport.verify()
      } catch (error) {
        throw explainSmtpError(error, name)
      }
    },
    async close() {
      transport.close()
    },
  }
}

function tlsOptions(tls: SmtpServer['tls']) {
  const common = { minVersion: 'TLSv1.2' as const }
  if (tls === 'implicit') return { secure: true, tls: common }
  if (tls === 'required') return { secure: false, requireTLS: true, tls: common }
  if (tls === 'off') return { secure: false, ignoreTLS: true }
  // A server on this machine often shows a certificate that nobody vouches for; there is no network to be attacked on.
  return { secure: false, tls: { ...common, rejectUnauthorized: false } }
}
