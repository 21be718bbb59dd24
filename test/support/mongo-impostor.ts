/** What answers like a MongoDB of another age, with another clock, or with few rights, which ours is not on demand. */
import { createServer, type Socket } from 'node:net'
import { BSON, type Document } from 'mongodb'

export interface MongoImpostor {
  uri: string
  stop(): Promise<void>
}

const OP_QUERY = 2004
const OP_REPLY = 1
const OP_MSG = 2013
const HEADER_BYTES = 16

/** @param answer members of its answer to a command of that name; for others all is well */
export async function startMongoImpostor(answer: (command: string) => Document): Promise<MongoImpostor> {
  const sockets = new Set<Socket>()
  const fine = {
    ok: 1,
    isWritablePrimary: true,
    minWireVersion: 0,
    maxWireVersion: 21,
    localTime: new Date(),
  }
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    let rest = Buffer.alloc(0)
    socket.on('data', (bytes) => {
      rest = Buffer.concat([rest, bytes])
      while (rest.length >= HEADER_BYTES && rest.length >= rest.readInt32LE(0)) {
        const message = rest.subarray(0, rest.readInt32LE(0))
        rest = rest.subarray(message.length)
        socket.write(replyTo(message, { ...fine, ...answer(commandIn(message)) }))
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    uri: `mongodb://127.0.0.1:${port}/gatehouse`,
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Its first member. Before it there are flags, and the kind of the section; or flags, the collection, and two counts. */
function commandIn(message: Buffer): string {
  const isOld = message.readInt32LE(12) === OP_QUERY
  const from = isOld ? message.indexOf(0, HEADER_BYTES + 4) + 1 + 8 : HEADER_BYTES + 5
  const length = message.readInt32LE(from)
  return Object.keys(BSON.deserialize(message.subarray(from, from + length)))[0] ?? ''
}

/** In the form of the question: drivers begin with the old one, and go on with the new one. */
function replyTo(message: Buffer, document: Document): Buffer {
  const body = Buffer.from(BSON.serialize(document))
  const isOld = message.readInt32LE(12) === OP_QUERY
  // Flags, cursor, first and count of documents; or flags and the kind of the one section.
  const before = isOld ? Buffer.from([8, ...Array(15).fill(0), 1, 0, 0, 0]) : Buffer.alloc(5)
  const header = Buffer.alloc(HEADER_BYTES)
  header.writeInt32LE(HEADER_BYTES + before.length + body.length, 0)
  header.writeInt32LE(message.readInt32LE(4), 8)
  header.writeInt32LE(isOld ? OP_REPLY : OP_MSG, 12)
  return Buffer.concat([header, before, body])
}
