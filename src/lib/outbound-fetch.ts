/**
 * Fetching a URL on somebody else's word (`jwks_uri`, …) without becoming their way into our network: names are
 * resolved here, and a private, loopback, link-local or otherwise special address is refused unless the operator
 * allows it. The connection is made to the very address that was checked; redirects are not followed.
 */
import { lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Agent, fetch as undiciFetch } from 'undici'

export class OutboundRefusedError extends Error {}

const CONNECT_MS = 3000
const ANSWER_MS = 5000

/** @param allow host names, addresses and CIDRs that may be reached whatever they are */
export function createOutboundFetch(allow: string[]): typeof globalThis.fetch {
  const hosts = new Set(allow)
  const ranges = allow.filter((entry) => ipaddr.isValidCIDR(entry)).map((entry) => ipaddr.parseCIDR(entry))

  function isAllowed(host: string, address: string): boolean {
    if (hosts.has(host.toLowerCase()) || hosts.has(address)) return true
    const parsed = ipaddr.process(address)
    if (parsed.range() === 'unicast') return true
    return ranges.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match(range, bits))
  }

  const guardedLookup: LookupFunction = (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, [])
      const refused = addresses.find(({ address }) => !isAllowed(host, address))
      if (refused !== undefined) {
        return callback(new OutboundRefusedError(`${host} is at an address that may not be reached`), [])
      }
      const [first] = addresses
      if (options.all === true || first === undefined) return callback(null, addresses)
      callback(null, first.address, first.family)
    })
  }

  const agent = new Agent({
    connect: { lookup: guardedLookup, timeout: CONNECT_MS },
    headersTimeout: ANSWER_MS,
    bodyTimeout: ANSWER_MS,
  })

  return (async (input: string | URL, init?: object) => {
    const { hostname } = new URL(input)
    // A literal address is never looked up, so it is checked here.
    const literal = hostname.replace(/^\[(.*)\]$/, '$1')
    if (ipaddr.isValid(literal) && !isAllowed(hostname, literal)) {
      throw new OutboundRefusedError(`${hostname} may not be reached`)
    }
    return undiciFetch(input, { ...init, dispatcher: agent, redirect: 'manual' })
  }) as typeof globalThis.fetch
}
