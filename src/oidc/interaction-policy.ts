/** Which prompt a person meets, and when. */
import { errors, interactionPolicy } from 'oidc-provider'
import { ACR_VALUES } from '#domain/sign-in'

const { base, Check } = interactionPolicy

/**
 * The engine's policy, with two differences: an essential `acr` that nobody can reach here is answered at once
 * (OpenID Connect Core Unmet Authentication Requirements 1.0) instead of asking for the password for ever, and native
 * clients are asked for consent once, like all others, since consent is remembered (contract, "Consent").
 */
export function createInteractionPolicy() {
  const policy = base()
  policy.get('consent')?.checks.remove('native_client_prompt')
  policy.get('login')?.checks.add(
    new Check('unreachable_acr', 'none of the requested ACRs can be reached', async (ctx) => {
      const asked = ctx.oidc.claims?.id_token?.['acr']
      const values = asked?.essential ? [asked.values ?? asked.value ?? []].flat() : []
      if (values.length > 0 && !values.some((value) => ACR_VALUES.some((known) => known === value))) {
        throw new errors.UnmetAuthenticationRequirements('none of the requested ACRs can be reached')
      }
      return Check.NO_NEED_TO_PROMPT
    }),
  )
  return policy
}
