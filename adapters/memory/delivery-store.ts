/** DeliveryStore in memory: the reference for what the port means. */
import type { DeadLetter, DeliveryStore, Stalled } from '../../src/domain/events/delivery-store.ts'

interface Kept {
  cursor?: number
  stalled: Map<string, Stalled>
  /** By position. */
  letters: Map<number, DeadLetter & { marked: boolean }>
}

export function createDeliveryStore(): DeliveryStore {
  const kept = new Map<string, Kept>()

  function of(subscriber: string): Kept {
    const found = kept.get(subscriber) ?? { stalled: new Map(), letters: new Map() }
    kept.set(subscriber, found)
    return found
  }

  return {
    async cursor(subscriber) {
      return of(subscriber).cursor
    },
    async advance(subscriber, position) {
      const found = of(subscriber)
      found.cursor = Math.max(found.cursor ?? 0, position)
    },
    async stalled(subscriber) {
      return structuredClone([...of(subscriber).stalled.values()])
    },
    async stall(stalled) {
      of(stalled.subscriber).stalled.set(stalled.subject, structuredClone(stalled))
    },
    async resume(subscriber, subject) {
      of(subscriber).stalled.delete(subject)
    },
    async bury(letter) {
      of(letter.subscriber).letters.set(letter.event.position, { ...structuredClone(letter), marked: false })
    },
    async letters(subscriber, { after = 0, limit, marked: onlyMarked = false }) {
      return structuredClone(
        [...of(subscriber).letters.values()]
          .filter(({ event, marked }) => event.position > after && (marked || !onlyMarked))
          .sort((a, b) => a.event.position - b.event.position)
          .slice(0, limit)
          .map(({ marked: _marked, ...letter }) => letter),
      )
    },
    async mark(subscriber, position) {
      const letter = of(subscriber).letters.get(position)
      if (letter) letter.marked = true
      return letter !== undefined
    },
    async unbury(subscriber, position) {
      of(subscriber).letters.delete(position)
    },
    async forget(subscriber) {
      kept.delete(subscriber)
    },
  }
}
