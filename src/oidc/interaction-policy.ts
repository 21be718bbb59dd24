/** Which prompt a person meets, and when: the engine's policy, with the differences below. */
import { decodeJwt } from 'jose'
import { errors, interactionPolicy } from 'oidc-provider'
import { ACR_VALUES, type SignIn } from '#domain/sign-in'
import { stepUp } from './step-up.ts'

const { base, Check } = interactionPolicy

export function createInteractionPolicy(signIn: Pick<SignIn, 'hasSecondFactor'>) {
  const policy = base()
  // Native clients are asked for consent once, like all others, since consent is remembered (contract, "Consent").
  policy.get('consent')?.checks.remove('native_client_prompt')
  const login = policy.get('login')?.checks
  login?.remove(hintedPerson.reason)
  login?.add(hintedPerson)
  login?.add(reachableAcr)
  login?.add(stepUp(signIn))
  return policy
}

/**
 * The person whom `id_token_hint` names (OpenID Connect Core 1.0 §3.1.2.1). The engine looks at it when the request
 * comes in, where it also verifies it, but not when the person has signed in: it would let anybody in who does.
 */
const hintedPerson = new Check(
  'id_token_hint',
  'id_token_hint and authenticated subject do not match',
  'login_required',
  ({ oidc }) => {
    const hint = oidc.params?.id_token_hint
    if (typeof hint !== 'string' || decodeJwt(hint).sub === oidc.session?.accountId)
      return Check.NO_NEED_TO_PROMPT
    return Check.REQUEST_PROMPT
  },
)

/**
 * An essential `acr` that nobody can reach here is answered at once (OpenID Connect Core Unmet Authentication
 * Requirements 1.0) instead of asking for the password for ever.
 */
const reachableAcr = new Check('unreachable_acr', 'none of the requested ACRs can be reached', ({ oidc }) => {
  const asked = oidc.claims?.id_token?.acr
  const values = asked?.essential ? [asked.values ?? asked.value ?? []].flat() : []
  if (values.length > 0 && !values.some((value) => ACR_VALUES.some((known) => known === value))) {
    throw new errors.UnmetAuthenticationRequirements('none of the requested ACRs can be reached')
  }
  return Check.NO_NEED_TO_PROMPT
})
