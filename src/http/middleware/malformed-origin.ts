/** For answers that repeat where a request came from. */
import type { IncomingMessage } from 'node:http'

/** The engine repeats it in an error as well, where not every character may stand (RFC 6749 §5.2). */
export function dropMalformedOrigin({ headers }: IncomingMessage): void {
  if (headers.origin !== undefined && !/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(headers.origin))
    delete headers.origin
}
