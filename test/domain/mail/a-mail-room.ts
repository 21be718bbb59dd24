/** The mail room over a real mail server: accounts and tokens in memory, mails as they arrive. */
import type { Account } from '#domain/accounts'
import { type EventData, type EventType, type KeptEvent, newEvent } from '#domain/events'
import { createMailSubscribers } from '#domain/mail'
import { createOneTimeTokens, type OneTimeTokens } from '#domain/one-time-tokens'
import { createSecrets } from '#lib/secrets'
import { openSmtpMailer } from '../../../adapters/mail/index.ts'
import { openMemoryStores } from '../../../adapters/memory/index.ts'
import { renderMail } from '../../../views/mail/render.ts'
import type { MailServer } from '../../support/mail-server.ts'

export interface MailRoom {
  tokens: OneTimeTokens
  /** What an operator would read in the log. */
  warnings: unknown[]
  keep(change?: Partial<Account>): Account
  forget(account: Account): void
  /** Something happens to an account: every subscriber that wants to hear of it does. */
  announce(type: EventType, account: Pick<Account, 'id'>, data?: EventData): Promise<void>
  deliver(event: KeptEvent): Promise<void>
  /** The names of those that want to hear of it. */
  interested(type: EventType): string[]
  close(): Promise<void>
}

export const ISSUER = 'https://id.example.org'

export function openMailRoom(server: MailServer): MailRoom {
  const accounts = new Map<string, Account>()
  const warnings: unknown[] = []
  const from = { name: 'Example', address: 'no-reply@example.org' }
  const mailer = openSmtpMailer(
    { host: '127.0.0.1', port: server.port, tls: 'if_offered', user: null, password: '' },
    from,
  )
  const tokens = createOneTimeTokens({
    store: openMemoryStores().oneTimeTokens,
    secrets: createSecrets(Buffer.alloc(32, 1)),
  })
  const subscribers = createMailSubscribers({
    accounts: { findSubject: async (id) => accounts.get(id) },
    tokens,
    mailer,
    render: renderMail,
    issuer: ISSUER,
    sender: from,
    warn: (...told) => warnings.push(told),
  })

  async function deliver(event: KeptEvent): Promise<void> {
    for (const { wants, deliver } of subscribers) if (wants(event)) await deliver(event)
  }

  return {
    tokens,
    warnings,
    keep(change) {
      const account = anAccount(change)
      accounts.set(account.id, account)
      return account
    },
    forget: ({ id }) => accounts.delete(id),
    deliver,
    announce: (type, { id }, data) => deliver(happened(type, id, data)),
    interested: (type) =>
      subscribers.filter(({ wants }) => wants(happened(type, 'x'))).map(({ name }) => name),
    close: () => mailer.close(),
  }
}

export function happened(type: EventType, accountId: string, data: EventData = {}): KeptEvent {
  return { ...newEvent(type, accountId, { account_id: accountId, ...data }), position: 1 }
}

function anAccount(change: Partial<Account> = {}): Account {
  return {
    id: crypto.randomUUID() as Account['id'],
    number: 1,
    email: 'ana@example.com',
    emailVerified: true,
    username: null,
    passwordHash: null,
    role: 'user',
    claims: { name: 'Ana O’Neill' },
    bio: null,
    pendingEmail: null,
    createdAt: 0,
    updatedAt: 0,
    lastLoginAt: null,
    passwordChangedAt: null,
    disabledAt: null,
    ...change,
  }
}
