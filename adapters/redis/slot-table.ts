/**
 * Which master of a Cluster keeps which slot, by the word of its nodes. Fetched again when a master is lost or says
 * that a key has moved; the word of a node that sees no working Cluster, as one cut off from the others, is not taken.
 */
import { type Address, addressOf, textOf } from './address.ts'
import type { Command } from './connection.ts'
import { SLOTS } from './key-slot.ts'

export interface SlotTable {
  /** Address of the master, as text; undefined where none is known. */
  ownerOf(slot: number): string | undefined
  owners(): string[]
  /** Takes the word of a node that the slot has moved. */
  correct(slot: number, owner: string): void
  /** One fetch for all who ask at about the same time. @throws Error when no node can tell */
  refresh(): Promise<void>
}

interface Dependencies {
  seeds: readonly Address[]
  /** Masters that can be asked without connecting first. */
  atHand(): string[]
  ask(node: string, commands: readonly Command[]): Promise<unknown[]>
  onChange(owners: string[]): void
}

/** First slot, last slot, master, replicas. A node leaves its host out where it does not know how it is called. */
type Shard = [from: number, to: number, ...nodes: [host: string | null, port: number][]]

/** Milliseconds for which a table that was just fetched is believed. */
const FRESH_MS = 200

const QUESTIONS: Command[] = [
  ['CLUSTER', 'INFO'],
  ['CLUSTER', 'SLOTS'],
]

export function createSlotTable({ seeds, atHand, ask, onChange }: Dependencies): SlotTable {
  let owners: (string | undefined)[] = []
  let nodes: string[] = []
  let last: { fetch: Promise<void>; ended: number } | undefined

  async function fetch(): Promise<void> {
    try {
      learn(await firstOf(atHand()))
    } catch {
      learn(await firstOf([...new Set([...nodes, ...seeds.map(textOf)])]))
    }
  }

  /** The first answer: a node that hangs holds nobody up. */
  async function firstOf(candidates: string[]): Promise<Shard[]> {
    try {
      return await Promise.any(candidates.map(shardsBy))
    } catch (error) {
      if (!(error instanceof AggregateError)) throw error
      // What a node answers says more than that another cannot be reached, which comes with a code.
      throw (
        error.errors.find(({ code }) => code === undefined) ??
        error.errors[0] ??
        new Error('There is no node')
      )
    }
  }

  async function shardsBy(node: string): Promise<Shard[]> {
    const [state, shards] = await ask(node, QUESTIONS)
    if (state instanceof Error) throw state
    if (shards instanceof Error) throw shards
    if (!String(state).includes('cluster_state:ok')) {
      throw new Error('CLUSTERDOWN The Cluster does not serve: a part of its slots has no master')
    }
    const { host } = addressOf(node)
    return (shards as Shard[]).map(
      ([from, to, ...at]): Shard => [
        from,
        to,
        ...at.map(([name, port]): [string, number] => [name || host, port]),
      ],
    )
  }

  function learn(shards: Shard[]): void {
    owners = new Array(SLOTS)
    nodes = []
    for (const [from, to, ...at] of shards) {
      const names = at.map(([host, port]) => textOf({ host: host ?? '', port }))
      owners.fill(names[0], from, to + 1)
      nodes.push(...names)
    }
    onChange(distinct(owners))
  }

  return {
    ownerOf: (slot) => owners[slot],
    owners: () => distinct(owners),
    correct(slot, owner) {
      owners[slot] = owner
    },
    refresh() {
      if (last === undefined || performance.now() - last.ended > FRESH_MS) {
        const latest = { fetch: fetch(), ended: Number.POSITIVE_INFINITY }
        const end = () => {
          latest.ended = performance.now()
        }
        latest.fetch.then(end, end)
        last = latest
      }
      return last.fetch
    },
  }
}

function distinct(owners: (string | undefined)[]): string[] {
  return [...new Set(owners)].filter((owner) => owner !== undefined)
}
