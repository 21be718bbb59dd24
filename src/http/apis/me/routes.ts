/** `me` (specification 001): one's own profile, and the token endpoints, below `/v2`. */
import type { ApiCore } from '../api-core.ts'
import type { Surface } from '../surface.ts'
import { revocationEndpoint, tokenEndpoint } from '../token-endpoint.ts'
import { CODES, errors } from './errors.ts'

export function meSurface(core: ApiCore): Surface {
  return {
    name: 'me',
    description: 'One’s own profile, and tokens for it.',
    base: '/v2',
    errors: errors(core.issuer),
    codes: CODES,
    routes: [tokenEndpoint('/v2/oauth/token', 'meToken'), revocationEndpoint('/v2/oauth/revoke', 'meRevoke')],
  }
}
