/** A mail server of a test, on 127.0.0.0/8, that keeps what it was given and misbehaves on request. */
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import type { Certificate } from './certificate.ts'

export interface ReceivedMail extends Email {
  envelope: { from: string; to: string[] }
  /** As it went over the wire. */
  raw: string
  /** Whether it came encrypted. */
  isSecure: boolean
  /** Whom the connection was authenticated as. */
  user: string | undefined
}

export interface MailServerOptions {
  /** Of 127.0.0.0/8; 127.0.0.1 unless told. */
  host?: string
  port?: number
  certificate?: Certificate
  /** Without it the server takes mail from anybody. */
  login?: { user: string; password: string }
  smtp?: SMTPServerOptions
  /** Response code and text for a recipient that is refused. */
  refuse?(address: string): [code: number, text: string] | undefined
  /** Before a mail is acknowledged: a rejection with `responseCode` is the answer, and `hangUp` is none at all. */
  beforeAnswer?(mail: ReceivedMail, hangUp: () => void): Promise<void>
}

export interface MailServer {
  port: number
  /** What was accepted, in this order. */
  received: ReceivedMail[]
  /** How many connections there have been. */
  connections(): number
  /** Resolves with the first mail from now on, or already there, that fits. */
  waitFor(fits: (mail: ReceivedMail) => boolean): Promise<ReceivedMail>
  /** Ends every connection at once, without a word. */
  dropConnections(): void
  stop(): Promise<void>
}

export async function startMailServer(options: MailServerOptions = {}): Promise<MailServer> {
  const received: ReceivedMail[] = []
  const waiting = new Set<() => void>()
  let connections = 0
  const { certificate, login, refuse, beforeAnswer } = options
  const server = new SMTPServer({
    ...(certificate === undefined
      ? { disabledCommands: ['STARTTLS'] }
      : { key: readFileSync(certificate.keyFile), cert: readFileSync(certificate.certificateFile) }),
    authOptional: login === undefined,
    allowInsecureAuth: certificate === undefined,
    disableReverseLookup: true,
    onConnect(_session, done) {
      connections += 1
      done()
    },
    onAuth({ username, password }, _session, done) {
      const isRight = username === login?.user && password === login?.password
      done(isRight ? null : answer(535, 'no such user or password'), isRight ? { user: username } : undefined)
    },
    onRcptTo({ address }, _session, done) {
      const refusal = refuse?.(address)
      done(refusal === undefined ? null : answer(...refusal))
    },
    async onData(stream, session, done) {
      const raw = Buffer.concat(await stream.toArray()).toString()
      const { mailFrom, rcptTo } = session.envelope
      const mail: ReceivedMail = {
        ...(await PostalMime.parse(raw)),
        raw,
        envelope: {
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
        },
        isSecure: session.secure,
        user: session.user,
      }
      try {
        await beforeAnswer?.(mail, () => drop(({ id }) => id === session.id))
      } catch (error) {
        return done(error as Error)
      }
      received.push(mail)
      for (const look of waiting) look()
      done()
    },
    ...options.smtp,
  })
  function drop(fits: (connection: { id: string }) => boolean): void {
    for (const connection of server.connections) if (fits(connection)) connection._socket.destroy()
  }
  // A client that hangs up in the middle is what some tests are about.
  server.on('error', () => {})
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve)
  })
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    connections: () => connections,
    waitFor: (fits) =>
      new Promise((resolve) => {
        function look(): void {
          const mail = received.find(fits)
          if (mail === undefined) return
          waiting.delete(look)
          resolve(mail)
        }
        waiting.add(look)
        look()
      }),
    dropConnections: () => drop(() => true),
    async stop() {
      drop(() => true)
      await new Promise<void>((resolve) => server.close(resolve))
    },
  }
}

/** An error that the server answers with. */
export function answer(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode })
}
