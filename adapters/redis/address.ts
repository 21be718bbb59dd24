/** Where a server listens, and the same as text: `host:port`, by which nodes of a Cluster are told apart. */
export interface Address {
  host: string
  port: number
}

export function textOf({ host, port }: Address): string {
  return `${host}:${port}`
}

/** The reverse of `textOf`; an IPv6 address has colons of its own. */
export function addressOf(text: string): Address {
  const colon = text.lastIndexOf(':')
  return { host: text.slice(0, colon), port: Number(text.slice(colon + 1)) }
}
