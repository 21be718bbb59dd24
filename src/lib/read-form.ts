/** Reads a form that a browser sent, within bounds. */
import type { IncomingMessage } from 'node:http'
import { type BodyProblem, readBytes } from './read-bytes.ts'

export type FormResult = { ok: true; fields: URLSearchParams } | BodyProblem

const FORM = {
  pattern: /^application\/x-www-form-urlencoded\s*(;|$)/i,
  name: 'application/x-www-form-urlencoded',
}

/** @param limitBytes a longer body is refused with 413, without being read to its end */
export async function readForm(request: IncomingMessage, limitBytes: number): Promise<FormResult> {
  const body = await readBytes(request, FORM, limitBytes)
  return body.ok ? { ok: true, fields: new URLSearchParams(body.bytes.toString('utf8')) } : body
}
