/** The results for people. */
import type { GrowthRow } from './growth-rows.ts'
import type { Limits } from './limits.ts'
import type { Figures } from './measure.ts'
import type { WorkerRow } from './worker-rows.ts'

export interface Row {
  name: string
  /** What Gatehouse stands on. */
  stores: string
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
  workers: WorkerRow[]
  growth: GrowthRow[]
  limits: Limits
  memory: ({ stores: string } & Record<'raw' | 'gatehouse', Memory>)[]
}

const HEADING = ['', 'req/s', 'cpu µs', 'stores µs', 'p50 ms', 'p99 ms']
const figures = ({ rps, cpu_us, store_us, p50, p99 }: Figures) =>
  [rps, cpu_us, store_us ?? '', p50, p99].map(String)

/** @param conditions what the figures were taken under */
export function renderTable(results: Results, notes: Map<string, string>, conditions: string): string {
  const { rows, workers, growth, limits, memory } = results
  const limitRows = Object.entries(limits).map(([name, limit]) =>
    'rps' in limit
      ? [name, ...figures(limit)]
      : [name, String(limit.per_second), String(limit.cpu_us), '', '', ''],
  )
  const resultRows = rows.flatMap(({ name, stores, raw, gatehouse }) => [
    [name, stores, 'raw', ...figures(raw)],
    ['', '', 'gatehouse', ...figures(gatehouse)],
  ])
  const memoryRows = memory.flatMap(({ stores, raw, gatehouse }) => [
    [stores, 'raw', `${raw.idle_mb}`, `${raw.load_mb}`],
    ['', 'gatehouse', `${gatehouse.idle_mb}`, `${gatehouse.load_mb}`],
  ])
  const ratioRows = rows.map(({ name, stores, ratio }) => [name, stores, ratio.toFixed(2)])
  const machine = [`The machine (${conditions})`, columns([HEADING, ...limitRows])]
  if (growth.length > 0) return [...machine, ...renderGrowth(growth)].join('\n')
  return [
    ...machine,
    'raw oidc-provider and Gatehouse',
    columns([['', '', ...HEADING], ...resultRows]),
    ...[...notes].map(([name, note]) => `  ${name}: ${note}`),
    '',
    ...renderWorkers(workers),
    'Resident memory, MB',
    columns([['', '', 'idle', 'load'], ...memoryRows]),
    'CPU time of raw / CPU time of Gatehouse: above 1, Gatehouse needs less',
    columns(ratioRows),
  ].join('\n')
}

function renderWorkers(workers: WorkerRow[]): string[] {
  if (workers.length === 0) return []
  const rows = workers.flatMap(({ name, stores, one, two, throughput, capacity }) => [
    [name, stores, 'one', ...figures(one), '', ''],
    ['', '', 'two', ...figures(two), throughput.toFixed(2), capacity.toFixed(2)],
  ])
  return [
    'One worker and two, on cores that the driver and the stores use too',
    columns([['', '', ...HEADING, 'rate', 'capacity'], ...rows]),
    '  rate: requests per second of two by those of one; capacity: the same by CPU time, as if the server had two cores',
    '',
  ]
}

function renderGrowth(growth: GrowthRow[]): string[] {
  const rows = growth.flatMap(({ name, stores, grants, small, large, cpu, store }) => [
    [name, stores, `${grants.small}`, ...figures(small), '', ''],
    ['', '', `${grants.large}`, ...figures(large), cpu.toFixed(2), store?.toFixed(2) ?? ''],
  ])
  return [
    'Gatehouse with few grants and with many',
    columns([['', '', 'grants', ...HEADING.slice(1), 'cpu ×', 'stores ×'], ...rows]),
  ]
}

/** Text to the left, numbers to the right. */
function columns(lines: string[][]): string {
  const widths = (lines[0] ?? []).map((_, index) =>
    Math.max(...lines.map((line) => line[index]?.length ?? 0)),
  )
  const cell = (text: string, index: number) =>
    index === 0 || /^[a-z+_]+$/.test(text)
      ? text.padEnd(widths[index] ?? 0)
      : text.padStart(widths[index] ?? 0)
  return `${lines.map((line) => `  ${line.map(cell).join('  ')}`.trimEnd()).join('\n')}\n`
}
