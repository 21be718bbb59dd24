/** What both servers are set up with, so that like is compared with like. */

export const REDIRECT_URI = 'https://app.example/callback'

/** More than sign in at a time: several attempts at once on one account look like guessing. */
const PEOPLE_COUNT = 32

export const PASSWORD = 'correct horse battery staple'

export const PEOPLE = Array.from({ length: PEOPLE_COUNT }, (_, n) => ({
  email: `ada-${n}@example.com`,
  name: 'Ada Example',
}))

/** Resource servers, by the algorithm of the access tokens made for them. */
export const RESOURCES = { ES256: 'https://orders.example/', RS256: 'https://billing.example/' } as const
export const RESOURCE_SCOPE = 'read write'
export const ACCESS_TOKEN_SECONDS = 3600

/** One confidential client of our own, which is not asked for consent. */
export const CLIENT = {
  name: 'Bench app',
  grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
  redirectUris: [REDIRECT_URI],
}

/** How the parent tells the stock server what to be: JSON in this variable of its environment. */
export const RAW_SETTINGS = 'BENCH_RAW'

export interface RawSettings {
  issuer: string
  port: number
  client: { id: string; secret: string }
  /** Where everything is kept; in memory without one. */
  redisUrl?: string
}
