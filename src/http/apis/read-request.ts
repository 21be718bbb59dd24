/** The body of a request as its route describes it: read within bounds, unambiguous, and valid. */
import type { IncomingMessage } from 'node:http'
import type { BodyProblem } from '#lib/read-bytes'
import { readForm } from '#lib/read-form'
import { readJson } from '#lib/read-json'
import { MAX_BODY_BYTES } from '../middleware/body-limit.ts'
import { badBody } from '../middleware/refusal.ts'
import type { RequestBody } from './define-route.ts'

/** @throws Refusal 400, 413 or 415; a body that is missing counts as an empty object where it may be missing */
export async function readRequest(request: IncomingMessage, body: RequestBody): Promise<unknown> {
  if (!hasBody(request)) {
    if (body.optional) return {}
    throw badBody(400, 'the request has no body')
  }
  // Before the type: a body that says it is too large is not looked at.
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) {
    throw badBody(413, `the body is larger than ${MAX_BODY_BYTES} bytes`)
  }
  if (body.oauth && /^application\/x-www-form-urlencoded/i.test(request.headers['content-type'] ?? '')) {
    return fieldsOf(await read(readForm(request, MAX_BODY_BYTES)))
  }
  const { value } = await read(readJson(request, MAX_BODY_BYTES))
  return value
}

async function read<Ok>(reading: Promise<Ok | BodyProblem>): Promise<Exclude<Ok, BodyProblem>> {
  const result = await reading
  const problem = result as BodyProblem
  if (problem.ok === false) throw badBody(problem.status, problem.problem)
  return result as Exclude<Ok, BodyProblem>
}

/** RFC 9112 §6.3: a request without either header has no body. */
function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

/** RFC 6749 §3.2: a parameter without a value counts as left out; one sent twice is an error of the request. */
function fieldsOf({ fields }: { fields: URLSearchParams }): Record<string, string | string[]> {
  const entries: [string, string | string[]][] = []
  for (const name of new Set(fields.keys())) {
    const values = fields.getAll(name).filter((value) => value !== '')
    if (values[0] !== undefined) entries.push([name, values.length === 1 ? values[0] : values])
  }
  return Object.fromEntries(entries)
}
