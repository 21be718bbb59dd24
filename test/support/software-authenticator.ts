/** An authenticator made of software: what a phone with a passkey answers to a browser (WebAuthn Level 3 §6). */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

const FLAGS = { present: 0x01, verified: 0x04, backupEligible: 0x08, backedUp: 0x10, attested: 0x40 }

export interface SoftwareAuthenticator {
  /** Answers `navigator.credentials.create`. */
  register(options: { challenge: string }): object
  /** Answers `navigator.credentials.get`. @param change what a cheat does differently */
  answer(options: { challenge: string }, change?: Cheat): object
}

interface Cheat {
  origin?: string
  /** Of the page's host. */
  rpId?: string
  isVerified?: boolean
  counter?: number
  userHandle?: string
  type?: string
}

/** @param accountId the user handle; @param counts whether it counts its uses, as hardware does */
export function createSoftwareAuthenticator(
  origin: string,
  accountId: string,
  { counts = false, isSynced = true } = {},
): SoftwareAuthenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const credentialId = randomBytes(32)
  const id = credentialId.toString('base64url')
  let uses = 0

  function authenticatorData(flags: number, rpId: string, counter: number, more = Buffer.alloc(0)): Buffer {
    const synced = isSynced ? FLAGS.backupEligible | FLAGS.backedUp : 0
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    const head = Buffer.from([flags | FLAGS.present | synced])
    return Buffer.concat([sha256(rpId), head, count, more])
  }

  const clientData = (type: string, challenge: string, from: string): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }))

  const credential = (response: object): object => ({
    id,
    rawId: id,
    type: 'public-key',
    clientExtensionResults: {},
    response,
  })

  const rpIdOf = (from: string): string => new URL(from).hostname

  return {
    register({ challenge }) {
      const attested = Buffer.concat([
        Buffer.alloc(16),
        Buffer.from([0, 32]),
        credentialId,
        coseKey(publicKey),
      ])
      const data = authenticatorData(FLAGS.verified | FLAGS.attested, rpIdOf(origin), 0, attested)
      const attestation = Buffer.concat([
        Buffer.from([0xa3]),
        text('fmt'),
        text('none'),
        text('attStmt'),
        Buffer.from([0xa0]),
        text('authData'),
        Buffer.from([0x58, data.length]),
        data,
      ])
      return credential({
        clientDataJSON: clientData('webauthn.create', challenge, origin).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal', 'hybrid'],
      })
    },

    answer({ challenge }, cheat = {}) {
      uses += 1
      const from = cheat.origin ?? origin
      const client = clientData(cheat.type ?? 'webauthn.get', challenge, from)
      const flags = cheat.isVerified === false ? 0 : FLAGS.verified
      const counter = cheat.counter ?? (counts ? uses : 0)
      const data = authenticatorData(flags, cheat.rpId ?? rpIdOf(from), counter)
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), privateKey)
      return credential({
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: signature.toString('base64url'),
        userHandle: Buffer.from(cheat.userHandle ?? accountId).toString('base64url'),
      })
    },
  }
}

/** RFC 9053 §7.1: an EC2 key for ES256, in CBOR. */
function coseKey(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const coordinate = (label: number, value: string) =>
    Buffer.concat([Buffer.from([label, 0x58, 32]), Buffer.from(value, 'base64url')])
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01]),
    coordinate(0x21, x),
    coordinate(0x22, y),
  ])
}

/** A text of fewer than 24 bytes, in CBOR. */
function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)])
}

function sha256(value: string | Buffer): Buffer {
  return createHash('sha256').update(value).digest()
}
