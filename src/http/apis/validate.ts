/** Holds a request against the schema that the OpenAPI document shows for it. */
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import { type DomainError, invalidField } from '#domain/errors'
import type { RequestBody } from './define-route.ts'

/** Formats are told to readers; what is an e-mail address is for the domain to say. */
const FORMATS = { email: true, password: true, uuid: true, uri: true } as const

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, formats: FORMATS })

/** @returns a check that throws DomainError `invalid` naming the member that is missing, wrong or unknown */
export function createCheck({ schema }: RequestBody): (value: unknown) => void {
  const isValid = ajv.compile(schema)
  return (value) => {
    if (!isValid(value)) throw problemOf(isValid.errors?.[0])
  }
}

const WORDS: Record<string, (params: Record<string, unknown>) => string> = {
  type: ({ type }) => `must be ${[type].flat().join(' or ')}`,
  maxLength: ({ limit }) => `must have at most ${limit} characters`,
  minLength: ({ limit }) => `must have at least ${limit} characters`,
  enum: ({ allowedValues }) => `must be one of ${[allowedValues].flat().join(', ')}`,
}

function problemOf(error: ErrorObject | undefined): DomainError {
  const { instancePath = '', keyword = '', params = {} } = error ?? {}
  const at = instancePath.slice(1).replaceAll('/', '.')
  if (keyword === 'required') return invalidField(within(at, params.missingProperty), 'is required')
  if (keyword === 'additionalProperties') {
    return invalidField(within(at, params.additionalProperty), 'is not a member of this request')
  }
  const words = WORDS[keyword]?.(params) ?? 'is not as this request needs it'
  return invalidField(at === '' ? 'the body' : at, words)
}

/** Names are the caller's own words, which need not be repeated at any length. */
function within(at: string, name: unknown): string {
  const shown = String(name).slice(0, 64)
  return at === '' ? shown : `${at}.${shown}`
}
