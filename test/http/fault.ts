/** What an answer to a wrong request must not be. */
import type { RawAnswer } from './raw-request.ts'

/** Files, stacks and the names of JavaScript's own errors. */
const INSIDES = /node_modules|\bat .*\.[tj]s:\d|file:\/\/|\/src\/|(?:Type|Range|Syntax|Reference|URI)Error/

/** Undefined for an answer that any stranger may get. */
export function faultIn({ body, headers, status, text }: RawAnswer, method = 'GET'): string | undefined {
  if (!(status >= 200 && status < 500)) return `status ${status}`
  if (INSIDES.test(text)) return 'tells of our insides'
  if (status < 400 || method === 'HEAD') return undefined
  // What is no HTTP is answered by the HTTP parser itself.
  if (body === '' && headers.get('connection') === 'close' && [400, 417, 431].includes(status))
    return undefined
  const type = headers.get('content-type') ?? ''
  if (type.startsWith('text/html')) return faultInPage(body)
  if (type.startsWith('application/json')) return faultInError(body)
  return `an error of type ${type}: ${body.slice(0, 200)}`
}

function faultInPage(body: string): string | undefined {
  if (!/^\s*<!doctype html>/i.test(body)) return 'no page'
  // What was typed stands in values and is somebody else's.
  return /undefined|\[object/.test(body.replaceAll(/value="[^"]*"/g, ''))
    ? 'a page with a hole in it'
    : undefined
}

/** RFC 6749 §5.2: the members, and the characters of each; or the members of the one surface with errors of its own. */
function faultInError(body: string): string | undefined {
  const members = JSON.parse(body) as Record<string, unknown>
  if (String(Object.keys(members)) === 'timestamp,status,message') return undefined
  const { error, error_description: description = '', ...rest } = members
  if (!/^[a-z_]+$/.test(String(error))) return `error ${error}`
  if (!/^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/.test(String(description))) return `description ${description}`
  const others = Object.keys(rest).filter((name) => name !== 'scope' && name !== 'error_uri')
  return others.length > 0 ? `members ${others}` : undefined
}
