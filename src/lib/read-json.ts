/** Reads a JSON body, within bounds, and refuses what two parsers could read differently. */
import type { IncomingMessage } from 'node:http'
import { parseStrictJson } from './parse-strict-json.ts'
import { type BodyProblem, readBytes } from './read-bytes.ts'

export type JsonResult = { ok: true; value: unknown } | BodyProblem

/** RFC 8259 §8.1: JSON between systems is UTF-8; a charset parameter that says so as well does no harm. */
const JSON_TYPE = {
  pattern: /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?;?\s*$/i,
  name: 'application/json',
}

/** @param limitBytes a longer body is refused with 413, without being read to its end */
export async function readJson(request: IncomingMessage, limitBytes: number): Promise<JsonResult> {
  const body = await readBytes(request, JSON_TYPE, limitBytes)
  if (!body.ok) return body
  const parsed = parseStrictJson(body.bytes)
  return parsed.ok ? parsed : { ok: false, status: 400, problem: `the body ${parsed.problem}` }
}
