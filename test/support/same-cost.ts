/** Whether nobody learns from what an answer costs which kind of question it was. */
import { expect } from 'vitest'

/** By what is measured, such as `ms`. */
export type Cost = Record<string, number>

/** Does what there is to do in that round, and answers what it cost. */
export type Costly = (round: number) => Promise<Cost>

/** How often more is measured where the kinds are not alike yet. */
const TURNS = 5
const QUANTILES = [0.25, 0.5]

/**
 * Asserts that all kinds cost the same, by the lower quartile and the median of each. Measures them by turns, so that
 * whatever else this machine does falls on all of them alike, and goes on until they are: what the machine does evens
 * out the longer it is looked at, a difference of theirs stays.
 * @param kinds by what they are called
 * @param most by what is measured, how many times as much one kind may cost as another
 * @param rounds in each turn; each round has a number of its own
 */
export async function expectSameCost(
  kinds: Record<string, Costly>,
  most: Cost,
  rounds: number,
): Promise<void> {
  const costs = new Map<string, Cost[]>(Object.keys(kinds).map((kind) => [kind, []]))
  for (let round = 0; round < rounds * TURNS; round += 1) {
    for (const [kind, work] of Object.entries(kinds)) costs.get(kind)?.push(await work(round))
    const isEndOfTurn = (round + 1) % rounds === 0
    if (isEndOfTurn && differences(costs, most).length === 0) return
  }
  expect(differences(costs, most)).toEqual([])
}

/** In words, with what each kind cost. */
function differences(costs: Map<string, Cost[]>, most: Cost): string[] {
  return Object.entries(most).flatMap(([measure, times]) =>
    QUANTILES.flatMap((part) => {
      const values = [...costs].map(([kind, all]) => ({ kind, value: quantile(all, measure, part) }))
      const all = values.map(({ value }) => value)
      if (Math.max(...all) / Math.min(...all) < times) return []
      const told = values.map(({ kind, value }) => `${kind}: ${value.toFixed(1)}`).join('; ')
      return [`${measure} that a part of ${part} stays below: ${told}`]
    }),
  )
}

function quantile(costs: Cost[], measure: string, part: number): number {
  const sorted = costs.map((cost) => cost[measure] ?? Number.NaN).toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length * part)] ?? Number.NaN
}
