/** `me` (specification 001): one's own profile, and the token endpoints, below `/v2`. */
import { type Account, accountStatus } from '#domain/accounts'
import type { ApiCore } from '../api-core.ts'
import { defineRoute } from '../define-route.ts'
import type { Surface } from '../surface.ts'
import { revocationEndpoint, tokenEndpoint } from '../token-endpoint.ts'
import { CODES, errors } from './errors.ts'
import { type Profile, presentProfile } from './present.ts'
import * as schemas from './schemas.ts'

const PROFILE_EXAMPLE = {
  id: '123e4567-e89b-12d3-a456-426614174000',
  status: 'active',
  name: 'Jane Smith',
  bio: 'Senior Software Engineer',
  activeSessions: 1,
  createdAt: '2023-03-13T10:54:16.946Z',
  updatedAt: '2023-03-13T11:02:24.382Z',
  email: 'jane.doe@example.com',
}

export function meSurface(core: ApiCore): Surface {
  return {
    name: 'me',
    description: 'One’s own profile, and tokens for it.',
    base: '/v2',
    errors: errors(core.issuer),
    codes: CODES,
    routes: [
      getMe(core),
      patchMe(core),
      tokenEndpoint('/v2/oauth/token', 'meToken'),
      revocationEndpoint('/v2/oauth/revoke', 'meRevoke'),
    ],
  }
}

async function profileOf({ sessions, signIn }: ApiCore, account: Account): Promise<Profile> {
  const [active, lockedUntil] = await Promise.all([sessions.list(account.id), signIn.lockedUntil(account.id)])
  return { account, status: accountStatus(account, lockedUntil), activeSessions: active.length }
}

const getMe = (core: ApiCore) =>
  defineRoute({
    method: 'GET',
    path: '/v2/me',
    operationId: 'meGet',
    summary: 'See one’s own profile',
    guard: { kind: 'bearer', scopes: [], audience: 'any' },
    success: {
      status: 200,
      description: 'The profile.',
      schema: schemas.PROFILE,
      example: PROFILE_EXAMPLE,
    },
    handle: async ({ caller }) => presentProfile(await profileOf(core, caller.account)),
  })

const patchMe = (core: ApiCore) =>
  defineRoute({
    method: 'PATCH',
    path: '/v2/me',
    operationId: 'mePatch',
    summary: 'Change one’s own profile',
    description: 'What is left out stays as it is.',
    guard: { kind: 'bearer', scopes: ['profile'], audience: 'any' },
    request: {
      schema: schemas.PROFILE_CHANGE,
      example: { name: 'Jane Smith', bio: 'Senior Software Engineer' },
    },
    success: {
      status: 200,
      description: 'The profile as it is now.',
      schema: schemas.PROFILE,
      example: PROFILE_EXAMPLE,
    },
    async handle({ body, caller, origin }) {
      const changed = await core.accounts.updateProfile(caller.account.id, body, origin)
      return presentProfile(await profileOf(core, changed))
    },
  })
