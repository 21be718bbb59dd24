/** The form in which every adapter keeps an artifact's payload, and the limit on its size. */
import { DomainError } from '../src/domain/errors.ts'
import type { JsonObject } from '../src/oidc/artifact-store.ts'

/** Bytes of JSON in UTF-8. */
const MAX_ARTIFACT_BYTES = 1_048_576

/** @throws DomainError `invalid`, code `artifact_too_large` */
export function artifactJson(payload: JsonObject): string {
  const json = JSON.stringify(payload)
  if (Buffer.byteLength(json) > MAX_ARTIFACT_BYTES) {
    throw new DomainError('invalid', 'artifact_too_large', 'This is more than can be kept in one piece')
  }
  return json
}
