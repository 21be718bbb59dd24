/** The results for people. */
import type { Limits } from './limits.ts'
import type { Figures } from './measure.ts'

export interface Row {
  name: string
  raw: Figures
  gatehouse: Figures
  /** CPU time of raw by that of Gatehouse: above 1, Gatehouse needs less. */
  ratio: number
}

export interface Memory {
  idle_mb: number
  load_mb: number
}

export interface Results {
  rows: Row[]
  limits: Limits
  memory: Record<'raw' | 'gatehouse', Memory>
}

/** @param conditions what the figures were taken under */
export function renderTable(
  { rows, limits, memory }: Results,
  notes: Map<string, string>,
  conditions: string,
): string {
  const figures = ({ rps, cpu_us, p50, p99 }: Figures) => [rps, cpu_us, p50, p99].map(String)
  const heading = ['', 'req/s', 'cpu µs', 'p50 ms', 'p99 ms']
  const limitRows = Object.entries(limits).map(([name, limit]) =>
    'rps' in limit
      ? [name, ...figures(limit)]
      : [name, String(limit.per_second), String(limit.cpu_us), '', ''],
  )
  const resultRows = rows.flatMap(({ name, raw, gatehouse }) => [
    [name, 'raw', ...figures(raw)],
    ['', 'gatehouse', ...figures(gatehouse)],
  ])
  const memoryRows = Object.entries(memory).map(([name, { idle_mb, load_mb }]) => [
    name,
    `${idle_mb}`,
    `${load_mb}`,
  ])
  const ratioRows = rows.map(({ name, ratio }) => [name, ratio.toFixed(2)])
  return [
    `The machine (${conditions})`,
    columns([heading, ...limitRows]),
    'raw oidc-provider (in memory) and Gatehouse (embedded database)',
    columns([['', ...heading], ...resultRows]),
    ...[...notes].map(([name, note]) => `  ${name}: ${note}`),
    '',
    'Resident memory, MB',
    columns([['', 'idle', 'load'], ...memoryRows]),
    'CPU time of raw / CPU time of Gatehouse: above 1, Gatehouse needs less',
    columns(ratioRows),
  ].join('\n')
}

/** Text to the left, numbers to the right. */
function columns(lines: string[][]): string {
  const widths = (lines[0] ?? []).map((_, index) =>
    Math.max(...lines.map((line) => line[index]?.length ?? 0)),
  )
  const cell = (text: string, index: number) =>
    index === 0 || /^[a-z]+$/.test(text) ? text.padEnd(widths[index] ?? 0) : text.padStart(widths[index] ?? 0)
  return `${lines.map((line) => `  ${line.map(cell).join('  ')}`.trimEnd()).join('\n')}\n`
}
