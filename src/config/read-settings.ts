/** Reads named settings from an environment, collecting every problem instead of stopping at the first. */

/** Turns the text of a setting into its value. @throws Error whose message completes "NAME …" */
export type Parse<Value> = (text: string) => Value

export interface SettingsReader {
  /** The parsed value, or the default when the setting is absent or empty. A problem also yields the default. */
  read<Value, Default>(name: string, parse: Parse<Value>, byDefault: Default): Value | Default
  problems: string[]
}

export function createSettingsReader(environment: Record<string, string | undefined>): SettingsReader {
  const problems: string[] = []
  return {
    problems,
    read(name, parse, byDefault) {
      const text = environment[name]?.trim()
      if (text === undefined || text === '') return byDefault
      try {
        return parse(text)
      } catch (error) {
        problems.push(`${name} ${error instanceof Error ? error.message : String(error)}`)
        return byDefault
      }
    },
  }
}

/** A whole number within bounds, both included. */
export function wholeNumber(min: number, max: number): Parse<number> {
  return (text) => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < min || value > max) {
      throw new Error(`must be a whole number from ${min} to ${max}, not ${JSON.stringify(text)}`)
    }
    return value
  }
}

export function oneOf<Word extends string>(words: readonly Word[]): Parse<Word> {
  return (text) => {
    const word = words.find((candidate) => candidate === text)
    if (word === undefined) throw new Error(`must be one of ${words.join(', ')}, not ${JSON.stringify(text)}`)
    return word
  }
}

/** Comma-separated items, each checked by `parseItem`; empty items are left out. */
export function listOf<Item>(parseItem: Parse<Item>): Parse<Item[]> {
  return (text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '')
      .map(parseItem)
}
