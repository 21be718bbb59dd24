/** Reads the body of a request, within bounds. */
import type { IncomingMessage } from 'node:http'
import getRawBody from 'raw-body'

export type BodyProblem = { ok: false; status: 400 | 413 | 415; problem: string }
export type BytesResult = { ok: true; bytes: Buffer } | BodyProblem

/**
 * @param type what the `Content-Type` must match
 * @param limitBytes a longer body is refused with 413, without being read to its end
 */
export async function readBytes(
  request: IncomingMessage,
  type: { pattern: RegExp; name: string },
  limitBytes: number,
): Promise<BytesResult> {
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (!type.pattern.test(request.headers['content-type'] ?? '') || encoding !== 'identity') {
    return { ok: false, status: 415, problem: `the body must be ${type.name}` }
  }
  try {
    const length = request.headers['content-length'] ?? null
    return { ok: true, bytes: await getRawBody(request, { limit: limitBytes, length }) }
  } catch (error) {
    const tooLarge = (error as { type?: string }).type === 'entity.too.large'
    request.resume()
    return tooLarge
      ? { ok: false, status: 413, problem: `the body is larger than ${limitBytes} bytes` }
      : { ok: false, status: 400, problem: 'the body could not be read' }
  }
}
