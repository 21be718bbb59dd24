/**
 * How the client library gets its sockets. Its own connectors hear one error of a socket and no more, but a TLS socket
 * may have two (its certificate refused, then the other end's complaint), and the second one would end this process.
 * They also cannot ask anew where the server is.
 */
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { AbstractConnector, type RedisOptions } from 'ioredis'
import type { Address } from './address.ts'

export interface Location {
  /** Asked before each attempt to connect. @throws Error when nobody can tell */
  locate(): Promise<Address>
  tls?: ConnectionOptions
  /** Whether a server that has become a replica is left again. */
  mustBeMaster?: boolean
}

/** Milliseconds that the other end gets to close its side, too. */
const END_MS = 500

type Connector = NonNullable<RedisOptions['Connector']>

export function connectorTo({ locate, tls, mustBeMaster = false }: Location): Connector {
  return class extends AbstractConnector {
    constructor() {
      super(END_MS)
    }

    override check({ role }: { role?: string }): boolean {
      return !mustBeMaster || role === 'master'
    }

    override async connect(): Promise<Socket> {
      this.connecting = true
      const { host, port } = await locate()
      if (!this.connecting) throw new Error('The connection has been closed')
      const name = isIP(host) ? {} : { servername: host }
      this.stream = tls ? connectTls({ host, port, ...name, ...tls }) : connectTcp({ host, port })
      this.stream.on('error', () => {})
      return this.stream
    }
  }
}
