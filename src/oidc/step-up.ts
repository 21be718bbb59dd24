/**
 * An app that wants more proof than the session has: it asks for an `acr` by `acr_values` or the claims parameter, and
 * the person is asked for what is missing, on top of what they have shown. Asked for as essential, it is that or an error
 * (OpenID Connect Core Unmet Authentication Requirements 1.0); otherwise it is a wish (OpenID Connect Core 1.0 §3.1.2.1),
 * and a person who cannot show more goes on with what there is.
 */
import { errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider'
import { ACR_VALUES, type SignIn } from '#domain/sign-in'
import { forEngine } from './engine-errors.ts'

const { Check } = interactionPolicy

const STEP_UP = 'step_up'
/** The engine asks too where it is essential. */
const STEP_UP_REASONS = [STEP_UP, 'essential_acr', 'essential_acrs']

/** Whether that is all that the login prompt is shown for: its page then asks for the second factor alone. */
export function isStepUp(reasons: string[]): boolean {
  return reasons.includes(STEP_UP) && reasons.every((reason) => STEP_UP_REASONS.includes(reason))
}

const STRONGEST = ACR_VALUES[1]

export function stepUp({ hasSecondFactor }: Pick<SignIn, 'hasSecondFactor'>) {
  const description = 'more proof of who the person is has been asked for'
  return new Check(STEP_UP, description, 'login_required', async ({ oidc }) => {
    const { session } = oidc
    const { values, isEssential } = askedFor(oidc)
    // Whoever is not signed in yet is asked for that first, and comes by here again.
    if (session?.accountId === undefined || values.includes(session.acr ?? '')) return Check.NO_NEED_TO_PROMPT
    if (!values.includes(STRONGEST)) return Check.NO_NEED_TO_PROMPT
    const { accountId } = session
    if (await forEngine(() => hasSecondFactor(accountId))) return Check.REQUEST_PROMPT
    if (!isEssential) return Check.NO_NEED_TO_PROMPT
    throw new errors.UnmetAuthenticationRequirements('the person has no second factor')
  })
}

function askedFor(oidc: KoaContextWithOIDC['oidc']): { values: string[]; isEssential: boolean } {
  const claim = oidc.claims?.id_token?.acr
  const byClaim = [claim?.values ?? claim?.value ?? []].flat().map(String)
  const byParameter = String(oidc.params?.acr_values ?? '').split(' ')
  const isEssential = claim?.essential === true && byClaim.length > 0
  return { values: isEssential ? byClaim : [...byClaim, ...byParameter], isEssential }
}
