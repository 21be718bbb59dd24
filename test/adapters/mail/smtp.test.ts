/** Mail by SMTP, through a real server: what arrives, and what each way of failing is called. */
import { readFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import tls from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { DomainError } from '#domain/errors'
import { openSmtpMailer, type Patience, type SmtpServer } from '../../../adapters/mail/smtp-mailer.ts'
import type { Mailer } from '../../../src/domain/mail/mailer.ts'
import { makeCertificate } from '../../support/certificate.ts'
import { freePort } from '../../support/free-port.ts'
import {
  answer,
  type MailServer,
  type MailServerOptions,
  startMailServer,
} from '../../support/mail-server.ts'
import { aMail, FROM } from './a-mail.ts'

const certificate = makeCertificate()
const ends: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})
afterAll(() => certificate?.remove())

async function serve(options: MailServerOptions = {}): Promise<MailServer> {
  const server = await startMailServer(options)
  ends.push(() => server.stop())
  return server
}

function mailerFor(server: { port: number }, change: Partial<SmtpServer> = {}, patience?: Patience): Mailer {
  const plain: SmtpServer = {
    host: '127.0.0.1',
    port: server.port,
    tls: 'if_offered',
    user: null,
    password: '',
  }
  const mailer = openSmtpMailer({ ...plain, ...change }, FROM, patience)
  ends.push(() => mailer.close())
  return mailer
}

async function failureOf(attempt: Promise<unknown>): Promise<DomainError> {
  const error = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(DomainError)
  return error as DomainError
}

describe('a mail that arrives', () => {
  it('arrives as it was written, in both forms, in any script', async () => {
    const server = await serve()
    await mailerFor(server).send(aMail())
    const [mail] = server.received
    expect(mail).toMatchObject({
      envelope: { from: FROM.address, to: ['ana@example.com'] },
      subject: aMail().subject,
      from: FROM,
      to: [{ address: 'ana@example.com' }],
      messageId: '<0b9f.verify_email@example.org>',
    })
    expect(mail?.text?.trimEnd()).toBe(aMail().text.trimEnd())
    expect(mail?.html?.trimEnd()).toBe(aMail().html)
  })

  it('says that a machine wrote it, and in which language, and nothing about our software', async () => {
    const server = await serve()
    await mailerFor(server).send(aMail())
    const headers = new Map(server.received[0]?.headers.map(({ key, value }) => [key, value]))
    expect(headers.get('auto-submitted')).toBe('auto-generated')
    expect(headers.get('content-language')).toBe('de')
    expect([...headers.keys()]).not.toContain('x-mailer')
  })

  it('shares a connection with the one before', async () => {
    const server = await serve()
    const mailer = mailerFor(server)
    await mailer.send(aMail())
    await mailer.send(aMail({ to: 'ben@example.com' }))
    expect(server.received).toHaveLength(2)
    expect(server.connections()).toBe(1)
  })

  it('arrives once when the server had ended the kept connection meanwhile', async () => {
    const server = await serve()
    const mailer = mailerFor(server)
    await mailer.send(aMail())
    server.dropConnections()
    await mailer.send(aMail({ to: 'ben@example.com' }))
    expect(server.received.map(({ envelope }) => envelope.to[0])).toEqual([
      'ana@example.com',
      'ben@example.com',
    ])
  })

  it('arrives although the server takes its time', async () => {
    const server = await serve({ beforeAnswer: () => new Promise((resolve) => setTimeout(resolve, 200)) })
    await mailerFor(server, {}, { silenceMs: 2000, mailMs: 5000 }).send(aMail())
    expect(server.received).toHaveLength(1)
  })
})

describe.runIf(certificate !== undefined)('encryption', () => {
  const given = certificate as NonNullable<typeof certificate>
  const trusted = tls.getCACertificates()
  beforeAll(() => tls.setDefaultCACertificates([...trusted, readFileSync(given.certificateFile, 'utf8')]))
  afterAll(() => tls.setDefaultCACertificates(trusted))

  it('begins with the first byte where the settings say smtps', async () => {
    const server = await serve({ certificate: given, smtp: { secure: true } })
    await mailerFor(server, { tls: 'implicit' }).send(aMail())
    expect(server.received[0]?.isSecure).toBe(true)
  })

  it('begins with STARTTLS before the password is sent', async () => {
    const login = { user: 'gate', password: 'p:@/ü' }
    const server = await serve({ certificate: given, login, host: '127.0.0.2' })
    await mailerFor(server, { host: '127.0.0.2', tls: 'required', ...login }).send(aMail())
    expect(server.received[0]).toMatchObject({ isSecure: true, user: 'gate' })
  })

  it('is not given up because the server, or somebody in between, does not offer it', async () => {
    const server = await serve({ host: '127.0.0.2' })
    const error = await failureOf(mailerFor(server, { host: '127.0.0.2', tls: 'required' }).send(aMail()))
    expect(error).toMatchObject({ kind: 'unavailable', code: 'smtp_without_tls' })
    expect(error.message).toContain('tls=off')
    expect(server.received).toEqual([])
  })

  it('does not go to a server whose certificate is made for another name', async () => {
    const server = await serve({ certificate: given, host: '127.0.0.3' })
    const error = await failureOf(mailerFor(server, { host: '127.0.0.3', tls: 'required' }).send(aMail()))
    expect(error).toMatchObject({ kind: 'unavailable', code: 'smtp_certificate' })
    expect(server.received).toEqual([])
  })

  it('does not go to a server whose certificate nobody vouches for', async () => {
    tls.setDefaultCACertificates(trusted)
    const server = await serve({ certificate: given, smtp: { secure: true } })
    const error = await failureOf(mailerFor(server, { tls: 'implicit' }).send(aMail()))
    expect(error).toMatchObject({ kind: 'unavailable', code: 'smtp_certificate' })
    expect(error.message).toContain('NODE_EXTRA_CA_CERTS')
  })

  it('is used on this machine too where it is offered, whoever made the certificate', async () => {
    tls.setDefaultCACertificates(trusted)
    const server = await serve({ certificate: given })
    await mailerFor(server).send(aMail())
    expect(server.received[0]?.isSecure).toBe(true)
  })
})

describe('a server that refuses', () => {
  it('an address for good: it is never tried again', async () => {
    const server = await serve({ refuse: () => [550, 'no such mailbox'] })
    const error = await failureOf(mailerFor(server).send(aMail()))
    expect(error).toMatchObject({ kind: 'invalid', code: 'recipient_refused' })
  })

  it.each([
    [450, 'mailbox busy'],
    [451, 'greylisted'],
    [452, 'mailbox full'],
  ])('an address for now, with %i %s: it is tried again, and only this address', async (...refusal) => {
    const server = await serve({ refuse: () => refusal })
    expect(await failureOf(mailerFor(server).send(aMail()))).toMatchObject({
      kind: 'unavailable',
      code: 'recipient_deferred',
    })
  })

  it.each([
    [421, 'smtp_busy'],
    [503, 'smtp_busy'],
    [530, 'smtp_login_refused'],
  ])('an address with %i means us all, and no mail is lost: %s', async (status, code) => {
    const server = await serve({ refuse: () => [status, 'not now'] })
    expect(await failureOf(mailerFor(server).send(aMail()))).toMatchObject({ kind: 'unavailable', code })
  })

  it('one address: the next mail goes out all the same', async () => {
    const server = await serve({
      refuse: (address) => (address === 'no@example.com' ? [550, 'no'] : undefined),
    })
    const mailer = mailerFor(server)
    await failureOf(mailer.send(aMail({ to: 'no@example.com' })))
    await mailer.send(aMail())
    expect(server.received).toHaveLength(1)
  })

  it.each([
    [552, 'invalid'],
    [452, 'unavailable'],
    [421, 'unavailable'],
  ])('the mail itself, with %i: %s', async (code, kind) => {
    const server = await serve({ beforeAnswer: () => Promise.reject(answer(code, 'no')) })
    expect(await failureOf(mailerFor(server).send(aMail()))).toMatchObject({ kind })
    expect(server.received).toEqual([])
  })

  it('the password: it is tried again, since an operator will mend that, and the password is not repeated', async () => {
    const server = await serve({ login: { user: 'gate', password: 'right' } })
    const error = await failureOf(mailerFor(server, { user: 'gate', password: 'wr0ng-s3cret' }).send(aMail()))
    expect(error).toMatchObject({ kind: 'unavailable', code: 'smtp_login_refused' })
    const cause = error.cause as Error
    expect(JSON.stringify([error.message, cause.message, cause.stack, { ...cause }])).not.toContain('wr0ng')
  })

  it('whoever does not log in', async () => {
    const server = await serve({ login: { user: 'gate', password: 'right' } })
    expect(await failureOf(mailerFor(server).send(aMail()))).toMatchObject({
      kind: 'unavailable',
      code: 'smtp_login_refused',
    })
  })

  it('the sender: that is a setting, and nobody’s mail is lost for it', async () => {
    const server = await serve({
      smtp: { onMailFrom: (_address, _session, done) => done(answer(550, 'not yours')) },
    })
    expect(await failureOf(mailerFor(server).send(aMail()))).toMatchObject({
      kind: 'unavailable',
      code: 'smtp_sender_refused',
    })
  })
})

describe('a server that fails', () => {
  const hurried: Patience = { silenceMs: 150, mailMs: 2000 }

  it('by hanging up in the middle of a mail', async () => {
    const server = await serve({ beforeAnswer: async (_mail, hangUp) => hangUp() })
    expect(await failureOf(mailerFor(server).send(aMail()))).toMatchObject({ kind: 'unavailable' })
  })

  it('by hanging up before it says anything', async () => {
    const server = await serveRaw((socket) => socket.destroy())
    expect(await failureOf(mailerFor(server).send(aMail()))).toMatchObject({ kind: 'unavailable' })
  })

  it('by never saying anything', async () => {
    const server = await serveRaw(() => {})
    expect(await failureOf(mailerFor(server, {}, hurried).send(aMail()))).toMatchObject({
      kind: 'unavailable',
      code: 'smtp_silent',
    })
  })

  it('by saying one word at a time, for ever', async () => {
    const server = await serveRaw((socket) => {
      const timer = setInterval(() => socket.write('220-wait\r\n'), 20)
      socket.on('close', () => clearInterval(timer)).on('error', () => {})
    })
    const error = await failureOf(mailerFor(server, {}, { silenceMs: 5000, mailMs: 300 }).send(aMail()))
    expect(error).toMatchObject({ kind: 'unavailable', code: 'smtp_silent' })
  })

  it('by being down, and takes the mail once it is back', async () => {
    const before = await startMailServer({ port: await freePort() })
    const mailer = mailerFor(before)
    await mailer.send(aMail())
    await before.stop()
    expect(await failureOf(mailer.send(aMail()))).toMatchObject({
      kind: 'unavailable',
      code: 'smtp_unreachable',
    })
    const after = await serve({ port: before.port })
    await mailer.send(aMail())
    expect(after.received).toHaveLength(1)
  })

  /** Speaks no SMTP by itself. */
  async function serveRaw(onConnection: (socket: Socket) => void): Promise<{ port: number }> {
    const sockets = new Set<Socket>()
    const server = createServer((socket) => {
      sockets.add(socket.on('error', () => {}))
      onConnection(socket)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    ends.push(async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    })
    return server.address() as { port: number }
  }
})

describe('an address that is more than one', () => {
  it.each([
    'x@example.com, evil@example.com',
    'x@example.com\r\nBcc: evil@example.com',
    'x@example.com\r\nRCPT TO:<evil@example.com>',
    'x@example.com> SIZE=1\r\nRCPT TO:<evil@example.com',
    'Evil <evil@example.com>',
    'x@example.com;evil@example.com',
  ])('reaches nobody else: %j', async (to) => {
    const server = await serve()
    await mailerFor(server)
      .send(aMail({ to }))
      .catch(() => {})
    expect(server.received.flatMap(({ envelope }) => envelope.to)).not.toContain('evil@example.com')
  })

  it.each(['Hello\r\nBcc: evil@example.com', 'Hello\nX: y\n\nbody'])(
    'cannot be written in a subject: %j',
    async (subject) => {
      const server = await serve()
      await mailerFor(server).send(aMail({ subject }))
      const [mail] = server.received
      expect(mail?.envelope.to).toEqual(['ana@example.com'])
      expect(mail?.headers.map(({ key }) => key)).not.toContain('bcc')
      expect(mail?.headers.map(({ key }) => key)).not.toContain('x')
      expect(mail?.text).toContain('Grüße')
    },
  )
})

describe('checking the server', () => {
  it('passes without sending anything', async () => {
    const server = await serve({ login: { user: 'gate', password: 'right' } })
    await mailerFor(server, { user: 'gate', password: 'right' }).check()
    expect(server.received).toEqual([])
  })

  it('says that the password is wrong', async () => {
    const server = await serve({ login: { user: 'gate', password: 'right' } })
    const error = await failureOf(mailerFor(server, { user: 'gate', password: 'wrong' }).check())
    expect(error.message).toBe(
      `The mail server 127.0.0.1:${server.port} refuses the user name or password. Correct them in SMTP_URL.`,
    )
  })
})
