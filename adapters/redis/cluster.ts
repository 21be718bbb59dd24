/**
 * A Redis Cluster: its masters, each reached as a single server is, and the way of each key to its own.
 *
 * The client library has a Cluster client. It was not taken: a write and the WAIT behind it must go over one
 * connection, also when the write is led on to another node, and whether to WAIT depends on the master that it reaches;
 * the library does not say which that is, leads on only commands that are sent alone, and unless it is told otherwise
 * sends to any node again what was lost with a connection.
 */
import { type Address, addressOf, textOf } from './address.ts'
import { type Command, type Endpoint, openConnection, TIMES } from './connection.ts'
import { refusalOf } from './errors.ts'
import { slotOf } from './key-slot.ts'
import { type Master, openMaster, type Servers } from './servers.ts'
import { createSlotTable } from './slot-table.ts'

/** How often a command is led on before its last answer counts. */
const MAX_HOPS = 5

/** Milliseconds that a node has to say who keeps what. */
const TABLE_MS = 1000

type Send = (master: Master, commands: readonly Command[]) => Promise<unknown[]>

interface Redirection {
  to: string
  /** The slot is on its way there: for this time only, and by asking. */
  ask: boolean
}

/** @param seeds nodes that know the others; @param endpointOf how to reach a node */
export function openCluster(seeds: readonly Address[], endpointOf: (at: Address) => Endpoint): Servers {
  const masters = new Map<string, Master>()
  let closed = false

  const table = createSlotTable({
    seeds,
    atHand: () => [...masters].filter(([, master]) => master.reads.isOpen()).map(([address]) => address),
    ask: askNode,
    onChange: keepMasters,
  })
  const refreshSoon = () => void table.refresh().catch(() => {})

  async function askNode(node: string, commands: readonly Command[]): Promise<unknown[]> {
    const deadline = performance.now() + TABLE_MS
    const open = masters.get(node)?.reads
    if (open?.isOpen()) return open.send(commands, deadline)
    const connection = openConnection(endpointOf(addressOf(node)))
    try {
      return await connection.send(commands, deadline)
    } finally {
      connection.close()
    }
  }

  function keepMasters(owners: string[]): void {
    for (const [address, master] of masters) {
      if (owners.includes(address)) continue
      masters.delete(address)
      // What it was asked before is answered yet.
      setTimeout(() => master.close(), TIMES.answer).unref()
    }
    for (const owner of owners) masterAt(owner)
  }

  function masterAt(address: string): Master {
    if (closed) throw new Error('The connection has been closed')
    const known = masters.get(address)
    if (known) return known
    const master = openMaster(endpointOf(addressOf(address)), refreshSoon)
    masters.set(address, master)
    return master
  }

  /** The address of the key's master; when that one is gone, of who may have taken its place. */
  async function ownerOf(key: string): Promise<string> {
    const slot = slotOf(key)
    const owner = table.ownerOf(slot)
    if (owner !== undefined && masterAt(owner).isOpen()) return owner
    await table.refresh()
    const found = table.ownerOf(slot)
    if (found === undefined) throw new Error(`No node of the Cluster serves slot ${slot}`)
    return found
  }

  /** Takes commands to the master of the key, and on to where that one says. */
  async function follow(key: string, commands: readonly Command[], send: Send): Promise<unknown[]> {
    let at: Redirection = { to: await ownerOf(key), ask: false }
    for (let hop = 0; ; hop += 1) {
      const master = masterAt(at.to)
      const replies = at.ask ? await asking(master, commands, send) : await send(master, commands)
      if (replies.some((reply) => refusalOf(reply) === 'CLUSTERDOWN')) refreshSoon()
      const next = redirectionIn(replies, at.to)
      if (next === undefined || hop === MAX_HOPS) return replies
      if (!next.ask) {
        table.correct(slotOf(key), next.to)
        refreshSoon()
      }
      at = next
    }
  }

  return {
    read: (keyed, deadline) =>
      Promise.all(
        keyed.map(async ({ key, command }) => {
          const [reply] = await follow(key, [command], (master, sent) => master.reads.send(sent, deadline))
          return reply
        }),
      ),

    write: (key, commands, deadline) => follow(key, commands, (master, sent) => master.write(sent, deadline)),

    async masters(deadline) {
      await table.refresh()
      const found = table.owners().map(masterAt)
      await Promise.all(found.map((master) => master.untilOpen(deadline)))
      return found
    },

    keyForEach(beginning) {
      const keys = new Map<string, string>()
      const wanted = table.owners().length
      for (let n = 0; keys.size < wanted; n += 1) {
        const key = `${beginning}${n}`
        keys.set(table.ownerOf(slotOf(key)) ?? '', key)
      }
      return [...keys.values()]
    },

    close() {
      closed = true
      for (const master of masters.values()) master.close()
    },
  }
}

/** ASKING holds for the one command after it. */
async function asking(master: Master, commands: readonly Command[], send: Send): Promise<unknown[]> {
  const replies = await send(
    master,
    commands.flatMap((command): Command[] => [['ASKING'], command]),
  )
  return replies.filter((_reply, n) => n % 2 === 1)
}

/** @param from who answered so, which a node that does not know its own name leaves out */
function redirectionIn(replies: unknown[], from: string): Redirection | undefined {
  const refusal = replies.find((reply) => ['MOVED', 'ASK'].includes(refusalOf(reply) ?? ''))
  if (!(refusal instanceof Error)) return undefined
  const [kind, , to = ''] = refusal.message.split(' ')
  const { host, port } = addressOf(to)
  return { to: textOf({ host: host || addressOf(from).host, port }), ask: kind === 'ASK' }
}
