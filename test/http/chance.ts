/** Chance that is the same for the same seed, so that what it finds can be found again. */
export interface Chance {
  /** A whole number from 0 to below `count`. */
  below(count: number): number
  oneOf<Item>(items: readonly Item[]): Item
  /** True once in so many times. */
  once(inTimes: number): boolean
}

/** mulberry32: small, and good enough to find what breaks. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0
  const below = (count: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000) * count)
  }
  const oneOf = <Item>(items: readonly Item[]): Item => {
    const item = items[below(items.length)]
    if (item === undefined) throw new Error('nothing to choose from')
    return item
  }
  return { below, oneOf, once: (inTimes) => below(inTimes) === 0 }
}
