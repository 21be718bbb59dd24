/** Who the master is, by the word of the Sentinels. */
import type { Address } from './address.ts'
import { type Endpoint, openConnection } from './connection.ts'

interface Word {
  master: Address
  /** Grows with each failover. */
  epoch: number
}

/** Milliseconds that a Sentinel has to answer. */
const ANSWER_MS = 1000

/**
 * Asks all of them, and answers by the latest word as soon as most have spoken: one that was cut off from the others
 * would name the master of before, one that is down would be waited for.
 * @throws Error when none of them can tell
 */
export async function locateMaster(sentinels: Endpoint[], name: string): Promise<Address> {
  const words: Word[] = []
  const problems: unknown[] = []
  await new Promise<void>((resolve) => {
    const most = sentinels.length / 2
    const checkIn = () => {
      if (words.length > most || words.length + problems.length === sentinels.length) resolve()
    }
    for (const sentinel of sentinels) {
      askSentinel(sentinel, name)
        .then((word) => words.push(word))
        .catch((problem: unknown) => problems.push(problem))
        .then(checkIn)
    }
  })
  const [latest] = words.toSorted((a, b) => b.epoch - a.epoch)
  if (latest === undefined) throw problems[0]
  return latest.master
}

async function askSentinel(sentinel: Endpoint, name: string): Promise<Word> {
  const connection = openConnection(sentinel)
  try {
    const [address, fields] = await connection.send(
      [
        ['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', name],
        ['SENTINEL', 'MASTER', name],
      ],
      performance.now() + ANSWER_MS,
    )
    if (address instanceof Error) throw address
    if (fields instanceof Error) throw fields
    const [host = '', port] = address as string[]
    return { master: { host, port: Number(port) }, epoch: epochIn(fields as string[]) }
  } catch (error) {
    throw new Error(`A Sentinel cannot tell: ${(error as Error).message}`)
  } finally {
    connection.close()
  }
}

/** @param fields names and values by turns */
function epochIn(fields: string[]): number {
  return Number(fields[fields.indexOf('config-epoch') + 1] ?? 0)
}
