/** What one mail says, in the reader's language and order, before it is laid out as text or as HTML. */
import { isIP } from 'node:net'
import type { Message } from '#domain/mail'
import { describeUserAgent } from '#lib/user-agent'
import { catalogues } from '../messages/index.ts'
import type { Language } from '../messages/languages.ts'
import { MAIL_TEXTS, type MailTexts } from '../messages/mail/index.ts'
import { formatDuration, formatTime } from './format.ts'

/** Text with holes, and what goes into them; layouts keep the two apart until they know how to. */
export interface Phrase {
  template: string
  values: Record<string, string>
}

export interface Fact {
  label: string
  value: Phrase
}

export interface MailContent {
  language: Language
  texts: MailTexts
  service: string
  subject: string
  greeting: Phrase
  what: Phrase
  button?: { label: string; link: string }
  /** Of a button that works once: for how long. Such a button comes first; others follow what they are about. */
  linkLife?: Phrase
  facts: Fact[]
  advice: Phrase
  footer: Phrase
}

/** Messages that may reach somebody who has nothing to do with the account: they are told nothing of it. */
const TO_STRANGERS = new Set<Message['kind']>(['verify_email', 'confirm_new_email'])

export function contentOf(message: Message, language: Language): MailContent {
  const texts = MAIL_TEXTS[language]
  const { subject, what, advice } = texts.messages[message.kind]
  const { service, name } = message
  const phrase = (template: string, values = {}): Phrase => ({ template, values: { service, ...values } })
  return {
    language,
    texts,
    service,
    subject,
    greeting: name === undefined ? phrase(texts.greeting) : phrase(texts.greetingByName, { name }),
    what: phrase(what),
    ...actionOf(message, texts, language),
    facts: TO_STRANGERS.has(message.kind) ? [] : factsOf(message, texts, language),
    advice: phrase(advice, { forgot: catalogues[language].signIn.forgot }),
    footer: phrase(texts.footer),
  }
}

function actionOf(
  message: Message,
  texts: MailTexts,
  language: Language,
): Pick<MailContent, 'button' | 'linkLife'> {
  if ('linkSeconds' in message) {
    const duration = formatDuration(message.linkSeconds, language)
    return {
      button: { label: texts.messages[message.kind].button, link: message.link },
      linkLife: { template: texts.linkLife, values: { duration } },
    }
  }
  return message.link === undefined ? {} : { button: { label: texts.toAccount, link: message.link } }
}

function factsOf(message: Message, texts: MailTexts, language: Language): Fact[] {
  const { account, at, timeZone, ip, userAgent } = message
  return [
    { label: texts.account, value: foreign(account) },
    { label: texts.when, value: own(formatTime(at, language, timeZone)) },
    // Neither, where an operator did it.
    ...(userAgent === undefined ? [] : [{ label: texts.device, value: deviceOf(userAgent, texts) }]),
    ...(ip === undefined || isIP(ip) === 0 ? [] : [{ label: texts.networkAddress, value: foreign(ip) }]),
  ]
}

function deviceOf(userAgent: string, texts: MailTexts): Phrase {
  const { browser, system } = describeUserAgent(userAgent)
  if (browser !== undefined && system !== undefined) {
    return { template: texts.browserOnSystem, values: { browser, system } }
  }
  const known = browser ?? system
  return known === undefined ? own(texts.unknownDevice) : foreign(known)
}

/** In the language of the mail, and so in its direction. */
const own = (text: string): Phrase => ({ template: text, values: {} })
const foreign = (text: string): Phrase => ({ template: '{text}', values: { text } })
