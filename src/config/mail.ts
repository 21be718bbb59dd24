/** How mail leaves: by which server, and in whose name. */
import ipaddr from 'ipaddr.js'
import { isBareAddress } from '#lib/bare-address'
import { LOOPBACK_HOSTS } from './loopback.ts'
import type { Parse, SettingsReader } from './read-settings.ts'

export interface SmtpSettings {
  host: string
  port: number
  /** From the first byte, by STARTTLS or not at all, or by STARTTLS where the server offers it. */
  tls: 'implicit' | 'required' | 'if_offered' | 'off'
  user: string | null
  password: string
}

export interface Sender {
  /** What people know the service by; also how mails call it. Null where only an address was given. */
  name: string | null
  address: string
}

export interface MailSettings {
  /** Null: mail is written into the data folder instead. */
  smtp: SmtpSettings | null
  from: Sender
}

const FORM = 'must be a URL such as smtp://user:password@mail.example.com:587'

const smtpUrl: Parse<SmtpSettings> = (text) => {
  // No message quotes the text, which may hold a password.
  const url = URL.parse(text)
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === '') throw new Error(FORM)
  const { tls: tlsOption, ...others } = Object.fromEntries(url.searchParams)
  if (!/^\/?$/.test(url.pathname) || url.hash !== '' || Object.keys(others).length > 0) {
    throw new Error(`${FORM}, without path, fragment or parameters other than tls=off`)
  }
  if (tlsOption !== undefined && (tlsOption !== 'off' || url.protocol === 'smtps:')) {
    throw new Error('takes tls=off, after smtp:// only, and no other value of tls')
  }
  const host = url.hostname.toLowerCase()
  const tls = url.protocol === 'smtps:' ? 'implicit' : tlsOption === 'off' ? 'off' : tlsFor(host)
  return {
    host: host.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (tls === 'implicit' ? 465 : 587) : Number(url.port),
    tls,
    user: url.username === '' ? null : decoded(url.username),
    password: decoded(url.password),
  }
}

/** Links that open accounts cross no network in the clear, unless that was asked for. */
function tlsFor(host: string): SmtpSettings['tls'] {
  return LOOPBACK_HOSTS.has(host) ? 'if_offered' : 'required'
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new Error('has a % in its user name or password that is not followed by two hexadecimal digits')
  }
}

const NAME = /^[^<>@"\\\p{Cc}\p{Cf}]{1,100}$/u

const sender: Parse<Sender> = (text) => {
  const [, quoted, bare, inBrackets] = /^(?:"([^"]*)"|([^"<]*?))\s*<([^<>]*)>$/u.exec(text) ?? []
  const name = (quoted ?? bare ?? '').trim()
  const address = inBrackets ?? text
  if (!isBareAddress(address) || (name !== '' && !NAME.test(name))) {
    throw new Error(`must be an address, such as Example <no-reply@example.com>, not ${JSON.stringify(text)}`)
  }
  return { name: name === '' ? null : name, address }
}

export function readMail(settings: SettingsReader, issuer: string): MailSettings {
  const { hostname } = new URL(issuer)
  // An address in numbers is no place for a mailbox.
  const host = ipaddr.isValid(hostname.replace(/^\[|\]$/g, '')) ? 'localhost' : hostname
  return {
    smtp: settings.read('SMTP_URL', smtpUrl, null),
    from: settings.read('MAIL_FROM', sender, { name: 'Gatehouse', address: `no-reply@${host}` }),
  }
}
