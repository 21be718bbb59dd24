/** The options that describe a client, and what a registration they make. */
import { type ClientInput, GRANT_TYPES } from '#domain/clients'
import { BRAND_DETAILS, BRAND_OPTIONS, BRAND_USAGE, type BrandValues, readBrand } from './brand-options.ts'
import { UsageError } from './command.ts'
import { given } from './read-arguments.ts'
import { readJsonFile } from './read-input.ts'

export const CLIENT_OPTIONS = {
  name: { type: 'string' },
  'redirect-uri': { type: 'string', multiple: true },
  'post-logout-redirect-uri': { type: 'string', multiple: true },
  grant: { type: 'string', multiple: true },
  scope: { type: 'string' },
  resource: { type: 'string', multiple: true },
  'auth-method': { type: 'string' },
  'jwks-file': { type: 'string' },
  'jwks-uri': { type: 'string' },
  pkce: { type: 'string' },
  public: { type: 'boolean' },
  'first-party': { type: 'boolean' },
  ...BRAND_OPTIONS,
} as const

export const CLIENT_USAGE =
  '[--redirect-uri U]… [--post-logout-redirect-uri U]… [--grant G]… [--scope S] [--resource URI]… ' +
  '[--auth-method M] [--jwks-file F | --jwks-uri U] [--pkce required|optional] [--public] ' +
  BRAND_USAGE

export const CLIENT_DETAILS = [
  `--grant is one of ${GRANT_TYPES.join(', ')}.`,
  '--scope holds the scope values that it may ask for, separated by spaces; without it, any.',
  '--resource names an API that it may ask tokens for.',
  '--auth-method is client_secret_basic, client_secret_post, private_key_jwt or none.',
  '--jwks-file names a file with its public keys as a JSON Web Key Set; --jwks-uri is where it publishes them.',
  '--public means --auth-method none: an app that cannot keep a secret.',
  '--first-party skips the consent page.',
  ...BRAND_DETAILS,
]

interface ClientValues extends BrandValues {
  name?: string
  'redirect-uri'?: string[]
  'post-logout-redirect-uri'?: string[]
  grant?: string[]
  scope?: string
  resource?: string[]
  'auth-method'?: string
  'jwks-file'?: string
  'jwks-uri'?: string
  pkce?: string
  public?: boolean
  'first-party'?: boolean
  'no-first-party'?: boolean
}

/**
 * What was given and nothing else.
 * @throws UsageError for options that contradict each other, DomainError `invalid` for an unreadable file
 */
export async function readClientInput(values: ClientValues): Promise<Partial<ClientInput>> {
  refuseContradictions(values)
  return {
    ...given({
      name: values.name,
      redirectUris: listFrom(values['redirect-uri']),
      postLogoutRedirectUris: listFrom(values['post-logout-redirect-uri']),
      grantTypes: listFrom(values.grant),
      scope: values.scope,
      resources: listFrom(values.resource),
      authMethod: values.public ? 'none' : values['auth-method'],
      pkce: values.pkce,
      firstParty: values['no-first-party'] ? false : values['first-party'],
    }),
    ...(await readKeys(values)),
    ...(await readBrand(values)),
  }
}

function refuseContradictions(values: ClientValues): void {
  const method = values['auth-method'] ?? 'none'
  if (values.public && method !== 'none') {
    throw new UsageError(`--public means --auth-method none, and contradicts --auth-method ${method}`)
  }
  const keys = values['jwks-file'] ?? values['jwks-uri']
  if (values.public && keys !== undefined) {
    throw new UsageError(
      '--public means a client that proves itself with nothing; it has no use for --jwks-file or --jwks-uri',
    )
  }
  if (values['jwks-file'] !== undefined && values['jwks-uri'] !== undefined) {
    throw new UsageError('--jwks-file and --jwks-uri contradict each other: a client has one of the two')
  }
  if (values['first-party'] && values['no-first-party']) {
    throw new UsageError('--first-party and --no-first-party contradict each other')
  }
}

/** Keys by value take the place of keys by reference, and the other way round. */
async function readKeys(values: ClientValues): Promise<Pick<ClientInput, 'jwks' | 'jwksUri'>> {
  const { 'jwks-file': file, 'jwks-uri': jwksUri } = values
  if (file !== undefined) return { jwks: await readJsonFile(file), jwksUri: undefined }
  return jwksUri === undefined ? {} : { jwks: undefined, jwksUri }
}

/** One empty value stands for an empty list, so that an update can empty one. */
function listFrom(values: string[] | undefined): string[] | undefined {
  return values?.length === 1 && values[0] === '' ? [] : values
}
