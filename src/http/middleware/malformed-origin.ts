/** For requests that the engine answers. */
import type { IncomingMessage } from 'node:http'

/** The engine repeats an origin that it refuses in its answer; what is none must not get that far (RFC 6749 §5.2). */
export function dropMalformedOrigin({ headers }: IncomingMessage): void {
  if (headers.origin !== undefined && !/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(headers.origin))
    delete headers.origin
}
