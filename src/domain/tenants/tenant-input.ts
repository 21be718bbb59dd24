/** What may be a tenant's name, its trusted issuers, and what a member is given. */
import { invalidField } from '#domain/errors'
import type { Authorization } from './member.ts'
import type { TrustedIssuer } from './tenant.ts'

const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]'])
const MAX_NAME = 200
const MAX_VALUE = 200
/** So that a token fits into a header. */
const MAX_VALUES = 100
const MAX_URL = 2000

/** @throws DomainError `invalid` naming the field `name` */
export function checkName(name: string): string {
  const trimmed = name.trim()
  if (trimmed === '' || trimmed.length > MAX_NAME || /\p{Cc}/u.test(trimmed)) {
    throw invalidField('name', `must be one line of 1 to ${MAX_NAME} characters`)
  }
  return trimmed
}

/** OpenID Connect Discovery 1.0 §3: a URL without query and fragment. @throws DomainError `invalid` */
export function checkTrust({ issuer, audience }: TrustedIssuer): TrustedIssuer {
  const url = URL.parse(issuer)
  const isPlain = url !== null && url.search === '' && url.hash === '' && url.username + url.password === ''
  if (!isPlain || issuer.length > MAX_URL || /[\s\p{Cc}?#]/u.test(issuer)) {
    throw invalidField('issuer', 'must be a URL without query, fragment and password')
  }
  const isSecure = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK_HOSTS.has(url.hostname))
  if (!isSecure) throw invalidField('issuer', 'must use https unless its host is loopback')
  return { issuer, audience: checkValue('audience', audience) }
}

/** Each value once. @throws DomainError `invalid` naming the field */
export function checkAuthorization(input: Partial<Authorization>): Authorization {
  return {
    roles: checkValues('roles', input.roles),
    // A scope value is part of a list that is separated by spaces (RFC 6749 §3.3).
    scopes: checkValues('scopes', input.scopes, /^[\x21\x23-\x5B\x5D-\x7E]+$/),
    resources: checkValues('resources', input.resources),
    groups: checkValues('groups', input.groups),
  }
}

function checkValues(field: string, values: string[] = [], pattern?: RegExp): string[] {
  if (values.length > MAX_VALUES) throw invalidField(field, `cannot hold more than ${MAX_VALUES} values`)
  return [...new Set(values.map((value) => checkValue(field, value, pattern)))]
}

function checkValue(field: string, value: string, pattern = /^[^\p{Cc}]+$/u): string {
  const trimmed = value.trim()
  if (trimmed.length > MAX_VALUE || !pattern.test(trimmed)) {
    throw invalidField(
      field,
      `must be text of 1 to ${MAX_VALUE} characters on one line, without space in a scope`,
    )
  }
  return trimmed
}
