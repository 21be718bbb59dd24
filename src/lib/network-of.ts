/** Whose an IP address is, as far as an address can tell. */
import ipaddr from 'ipaddr.js'

/**
 * What to count an address by: an IPv4 address, also one that is written as IPv6, counts by itself; an IPv6 address by
 * its /64, since whoever has one address of it has all of them (RFC 4291 §2.5.1, RFC 6177). What is no address stays
 * as it is.
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  if (parsed instanceof ipaddr.IPv4) return parsed.toString()
  return `${new ipaddr.IPv6([...parsed.parts.slice(0, 4), 0, 0, 0, 0]).toString()}/64`
}
