/** Reads a form that a browser sent, within bounds. */
import type { IncomingMessage } from 'node:http'
import getRawBody from 'raw-body'

export type FormResult =
  | { ok: true; fields: URLSearchParams }
  | { ok: false; status: 400 | 413 | 415; problem: string }

/** @param limitBytes a longer body is refused with 413, without being read to its end */
export async function readForm(request: IncomingMessage, limitBytes: number): Promise<FormResult> {
  const type = request.headers['content-type'] ?? ''
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type) || encoding !== 'identity') {
    return { ok: false, status: 415, problem: 'the body must be application/x-www-form-urlencoded' }
  }
  try {
    const body = await getRawBody(request, {
      limit: limitBytes,
      length: request.headers['content-length'] ?? null,
    })
    return { ok: true, fields: new URLSearchParams(body.toString('utf8')) }
  } catch (error) {
    const tooLarge = (error as { type?: string }).type === 'entity.too.large'
    request.resume()
    return tooLarge
      ? { ok: false, status: 413, problem: `the body is larger than ${limitBytes} bytes` }
      : { ok: false, status: 400, problem: 'the body could not be read' }
  }
}
