/**
 * Mail follows events: nobody waits for it, and nothing is lost while the mail server is away. Tokens are made at the
 * moment of sending, so that none lies in a queue; a second attempt makes another, and the first is void.
 *
 * One event may be two mails. They are two subscribers', so that trying one again does not repeat the other.
 */
import type { Accounts, Subject } from '#domain/accounts'
import { DomainError } from '#domain/errors'
import type { KeptEvent, Subscriber } from '#domain/events'
import { type OneTimeTokens, TOKEN_SECONDS } from '#domain/one-time-tokens'
import { isBareAddress } from '#lib/bare-address'
import { greetingName } from './greeting-name.ts'
import type { Mailer } from './mailer.ts'
import type { Message, RenderMessage } from './message.ts'
import { LINK_PLANS, NOTICE_PLANS } from './messages-by-event.ts'

export interface MailDependencies {
  accounts: Pick<Accounts, 'findSubject'>
  tokens: Pick<OneTimeTokens, 'create'>
  mailer: Pick<Mailer, 'send'>
  render: RenderMessage
  issuer: string
  /** In whose name mails go out. */
  sender: { name: string | null; address: string }
  /** Tells an operator of a mail that was given up. */
  warn(about: { event: string; message: string; code?: string }, text: string): void
}

/** Deliveries throw what the mailer throws as `unavailable`; what can never be delivered is logged, and done with. */
export function createMailSubscribers(deps: MailDependencies): Subscriber[] {
  return [
    {
      name: 'mail',
      wants: ({ type }) => LINK_PLANS[type] !== undefined,
      deliver: (event) => sendLink(deps, event),
      isOfSubject,
    },
    {
      name: 'mail-notices',
      wants: ({ type }) => NOTICE_PLANS[type] !== undefined,
      deliver: (event) => sendNotice(deps, event),
      isOfSubject,
    },
  ]
}

/** A full mailbox, or one whose host asks to come again, is no reason to keep other people's mail back. */
function isOfSubject(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'recipient_deferred'
}

async function sendLink(deps: MailDependencies, event: KeptEvent): Promise<void> {
  const plan = LINK_PLANS[event.type]
  const account = await accountOf(deps, event)
  if (plan === undefined || account === undefined || account.disabledAt !== null) return
  const to = plan.addressOf(account, event)
  if (to === null) return
  const token = await deps.tokens.create(plan.purpose, account.id, to)
  await send(deps, event, to, {
    ...common(deps, event, account),
    kind: plan.kind,
    account: account.email,
    link: `${deps.issuer}${plan.path}?token=${token}`,
    linkSeconds: TOKEN_SECONDS[plan.purpose],
  })
}

async function sendNotice(deps: MailDependencies, event: KeptEvent): Promise<void> {
  const plan = NOTICE_PLANS[event.type]
  if (plan === undefined) return
  const account = await accountOf(deps, event)
  const to = plan.addressOf(account, event)
  if (to === null) return
  const isMember = account !== undefined && account.email === to
  await send(deps, event, to, {
    ...common(deps, event, account),
    kind: plan.kind,
    account: to,
    // Whoever reads a former address has no account to look at.
    ...(isMember ? { link: `${deps.issuer}/account` } : {}),
  })
}

async function accountOf({ accounts }: MailDependencies, { data }: KeptEvent): Promise<Subject | undefined> {
  return data.account_id === undefined ? undefined : accounts.findSubject(data.account_id)
}

/** What every message tells. */
function common({ sender }: MailDependencies, { time, data }: KeptEvent, account: Subject | undefined) {
  const name = account === undefined ? undefined : greetingName(account)
  const timeZone = account?.claims.zoneinfo
  return {
    languages: [data.locale, account?.claims.locale].filter((tag) => tag !== undefined),
    service: sender.name ?? hostOf(sender.address),
    at: time,
    ...(name === undefined ? {} : { name }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(data.ip === undefined ? {} : { ip: data.ip }),
    ...(data.user_agent === undefined ? {} : { userAgent: data.user_agent }),
  }
}

async function send(deps: MailDependencies, event: KeptEvent, to: string, message: Message): Promise<void> {
  const told = { event: event.id, message: message.kind }
  if (!isBareAddress(to)) {
    deps.warn(told, 'mail not sent: its address is not one address')
    return
  }
  try {
    await deps.mailer.send({
      to,
      ...deps.render(message),
      messageId: `${event.id}.${message.kind}@${hostOf(deps.sender.address)}`,
      ...('linkSeconds' in message ? { link: message.link } : {}),
    })
  } catch (error) {
    if (!(error instanceof DomainError && error.kind === 'invalid')) throw error
    deps.warn({ ...told, code: error.code }, `mail not sent: ${error.message}`)
  }
}

function hostOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}
