import { type Html, html } from '#lib/html'

/** What the registered claims say, for somebody who sees them for the first time. */
const MEANINGS: Record<string, string> = {
  iss: 'Issuer: who says so',
  sub: 'Subject: whom it is about',
  aud: 'Audience: the app it is meant for',
  azp: 'Authorized party: the app it was given to',
  exp: 'Expires',
  iat: 'Issued',
  nbf: 'Not valid before',
  auth_time: 'Signed in',
  updated_at: 'Account last changed',
  nonce: 'Ties the token to one request',
  sid: 'The session at the provider',
  jti: 'The name of this token',
  at_hash: 'Ties the token to the access token',
  s_hash: 'Ties the token to the state',
  c_hash: 'Ties the token to the code',
  acr: 'How strongly the person was checked',
  amr: 'How the person was checked',
  name: 'Full name',
  given_name: 'First name',
  family_name: 'Last name',
  preferred_username: 'User name',
  email: 'Email',
  email_verified: 'Whether the email was confirmed',
  picture: 'Picture',
  locale: 'Language',
  zoneinfo: 'Time zone',
}

const TIMES = new Set(['exp', 'iat', 'nbf', 'auth_time', 'updated_at'])

const TIME_IN_WORDS = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'medium',
  timeZone: 'UTC',
})

/** A time in words and UTC, so that everybody reads the same; text that is no time stays as it is. */
export function timeInWords(value: string | number): Html {
  const date = new Date(typeof value === 'number' ? value * 1000 : value)
  if (Number.isNaN(date.getTime())) return html`${value}`
  return html`<time datetime="${date.toISOString()}">${TIME_IN_WORDS.format(date)} UTC</time>`
}

/** Claims as a list of names, meanings and values. */
export function claimsList(claims: Record<string, unknown>): Html {
  const entries = Object.entries(claims)
  if (entries.length === 0) return html`<p class="detail">Nothing at all.</p>`
  return html`<dl class="claims">${entries.map(([name, value]) => claim(name, value))}</dl>`
}

function claim(name: string, value: unknown): Html {
  const meaning = Object.hasOwn(MEANINGS, name) ? MEANINGS[name] : undefined
  return html`<div class="claim">
    <dt><code>${name}</code>${meaning !== undefined && html` <span class="detail">${meaning}</span>`}</dt>
    <dd>${claimValue(name, value)}</dd>
  </div>`
}

function claimValue(name: string, value: unknown): Html {
  if (TIMES.has(name) && typeof value === 'number') {
    return html`${timeInWords(value)} <code class="detail">${value}</code>`
  }
  if (typeof value === 'string') return html`<bdi>${value}</bdi>`
  return html`<code>${JSON.stringify(value)}</code>`
}
