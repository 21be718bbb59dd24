/** The tables of docs/faults.md, which the tests here are about. */
import { readFileSync } from 'node:fs'

const TEXT = readFileSync(new URL('../../docs/faults.md', import.meta.url), 'utf8')

/** The rows of the table below a heading, each by the names of its columns. */
export function tableOf(heading: string): Record<string, string>[] {
  const section = TEXT.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? ''
  const [names = [], _rule, ...rows] = section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
  return rows.map((cells) => Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])))
}
