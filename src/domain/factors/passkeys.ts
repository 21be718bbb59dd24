/**
 * Passkeys (WebAuthn Level 3): what is asked of the browser, and whether its answer holds. The user handle is the
 * account's id, so that a passkey alone says whose it is. The device must verify the person (PIN, finger, face): that
 * makes a passkey two factors in one.
 */
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import type { Passkey } from './factor-store.ts'

export type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON }

export interface RelyingParty {
  /** `ISSUER`: an origin. */
  issuer: string
  name: string
}

/** Loaded when somebody uses a passkey: it takes a third of a second, and most commands do without. */
const webauthn = () => import('@simplewebauthn/server')

/** COSE: EdDSA, ES256, RS256, which all authenticators have one of. The library's default would try out what Node can. */
const ALGORITHMS = [-8, -7, -257]

const rpIdOf = ({ issuer }: RelyingParty): string => new URL(issuer).hostname

export async function registrationOptions(
  relyingParty: RelyingParty,
  person: { id: string; email: string; name: string | undefined },
  existing: Passkey[],
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { generateRegistrationOptions } = await webauthn()
  return generateRegistrationOptions({
    rpName: relyingParty.name,
    rpID: rpIdOf(relyingParty),
    userID: new Uint8Array(Buffer.from(person.id)),
    userName: person.email,
    userDisplayName: person.name ?? person.email,
    excludeCredentials: existing.map(({ id, transports }) => ({ id, transports })),
    supportedAlgorithmIDs: ALGORITHMS,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
}

/** Undefined for an answer that does not hold, whatever is wrong with it. */
export async function registeredPasskey(
  relyingParty: RelyingParty,
  challenge: string,
  response: unknown,
): Promise<Omit<Passkey, 'name'> | undefined> {
  const { verifyRegistrationResponse } = await webauthn()
  const verified = await attempt(() =>
    verifyRegistrationResponse({
      response: response as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: relyingParty.issuer,
      expectedRPID: rpIdOf(relyingParty),
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    }),
  )
  if (verified?.verified !== true) return undefined
  const { credential, credentialDeviceType } = verified.registrationInfo
  return {
    id: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: (credential.transports ?? [])
      .filter((transport) => /^[a-z-]{1,20}$/.test(transport))
      .slice(0, 8),
    isSynced: credentialDeviceType === 'multiDevice',
    createdAt: Date.now(),
    lastUsedAt: null,
  }
}

/** @param passkeys that will do; without any, the browser offers what it has for this site */
export async function authenticationOptions(
  relyingParty: RelyingParty,
  passkeys: Passkey[] = [],
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { generateAuthenticationOptions } = await webauthn()
  return generateAuthenticationOptions({
    rpID: rpIdOf(relyingParty),
    userVerification: 'required',
    ...(passkeys.length === 0
      ? {}
      : { allowCredentials: passkeys.map(({ id, transports }) => ({ id, transports })) }),
  })
}

/** Whose passkey an answer says it is, and which one. Not verified yet. */
export function claimedPasskey(response: unknown): { accountId: string; passkeyId: string } | undefined {
  const { id, response: inner } = (response ?? {}) as { id?: unknown; response?: { userHandle?: unknown } }
  const handle = inner?.userHandle
  if (typeof id !== 'string' || typeof handle !== 'string') return undefined
  return { passkeyId: id, accountId: Buffer.from(handle, 'base64url').toString('utf8') }
}

/** The passkey's counter as it is now; undefined for an answer that does not hold. */
export async function answeredCounter(
  relyingParty: RelyingParty,
  challenge: string,
  response: unknown,
  passkey: Passkey,
): Promise<number | undefined> {
  const { verifyAuthenticationResponse } = await webauthn()
  const verified = await attempt(() =>
    verifyAuthenticationResponse({
      response: response as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: relyingParty.issuer,
      expectedRPID: rpIdOf(relyingParty),
      requireUserVerification: true,
      credential: {
        id: passkey.id,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
        counter: passkey.counter,
      },
    }),
  )
  return verified?.verified === true ? verified.authenticationInfo.newCounter : undefined
}

/** The library throws for whatever a browser, or somebody who is none, sends. */
async function attempt<Result>(verify: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await verify()
  } catch {
    return undefined
  }
}
