/**
 * Fetching a URL on somebody else's word (`jwks_uri`, …) without becoming their way into our network: names are
 * resolved here, and a private, loopback, link-local or otherwise special address is refused unless the operator
 * allows it. The connection is made to the very address that was checked; redirects are not followed; an answer has
 * bounds in time and size.
 */
import { lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Agent, fetch as undiciFetch } from 'undici'

export class OutboundRefusedError extends Error {}

const CONNECT_MS = 3000
/** From the start to the last byte: a limit between two bytes would let a slow server hold a request for ever. */
const ANSWER_MS = 5000
/** Key sets and the like take a few kilobytes. */
const ANSWER_BYTES = 256 * 1024

type Range = ReturnType<typeof ipaddr.parseCIDR>

/** All of IPv6 that is routed on the internet (RFC 4291 §2.4); what lies outside of it may lead anywhere. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3')

/** @param allow host names, addresses and CIDRs that may be reached whatever they are */
export function createOutboundFetch(allow: string[]): typeof globalThis.fetch {
  const hosts = new Set(allow.map((entry) => entry.toLowerCase()))
  const ranges = allow.map(rangeOf).filter((range) => range !== undefined)

  function isAllowed(host: string, address: string): boolean {
    if (hosts.has(host.toLowerCase())) return true
    const parsed = ipaddr.process(address)
    if (isPublic(parsed)) return true
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
    maxResponseSize: ANSWER_BYTES,
  })

  return (async (input: string | URL, init: RequestInit = {}) => {
    const { hostname, protocol } = new URL(input)
    if (!/^https?:$/.test(protocol)) throw new OutboundRefusedError(`${protocol} is not fetched`)
    // A literal address is never looked up, so it is checked here.
    const literal = hostname.replace(/^\[(.*)\]$/, '$1')
    if (ipaddr.isValid(literal) && !isAllowed(hostname, literal)) {
      throw new OutboundRefusedError(`${hostname} may not be reached`)
    }
    const signals = [AbortSignal.timeout(ANSWER_MS), ...(init.signal ? [init.signal] : [])]
    const bounded = { ...init, dispatcher: agent, redirect: 'manual', signal: AbortSignal.any(signals) }
    return undiciFetch(input, bounded as Parameters<typeof undiciFetch>[1])
  }) as typeof globalThis.fetch
}

function isPublic(address: ReturnType<typeof ipaddr.process>): boolean {
  if (address.range() !== 'unicast') return false
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST)
}

/** An address is a range of one, compared by its value, since it can be written in many ways; undefined for a name. */
function rangeOf(entry: string): Range | undefined {
  if (ipaddr.isValidCIDR(entry)) return ipaddr.parseCIDR(entry)
  if (!ipaddr.isValid(entry)) return undefined
  const address = ipaddr.process(entry)
  return [address, address instanceof ipaddr.IPv4 ? 32 : 128]
}
