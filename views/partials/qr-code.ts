import { type Html, html } from '#lib/html'

/** The empty margin that scanners need, in modules (ISO/IEC 18004). */
const QUIET = 4

/** @param modules row by row; true is dark */
export function qrCode(modules: boolean[][], label: string): Html {
  const size = modules.length + 2 * QUIET
  const path = modules.flatMap((row, y) =>
    runsOf(row).map(([x, length]) => `M${x + QUIET} ${y + QUIET}h${length}v1h-${length}z`),
  )
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label="${label}">
    <path class="qr-paper" d="M0 0h${size}v${size}H0z" />
    <path class="qr-ink" d="${path.join('')}" />
  </svg>`
}

/** Dark stretches of a row: where each begins, and how long it is. */
function runsOf(row: boolean[]): [number, number][] {
  const runs: [number, number][] = []
  for (const [x, dark] of row.entries()) {
    const last = runs.at(-1)
    if (!dark) continue
    if (last !== undefined && last[0] + last[1] === x) last[1] += 1
    else runs.push([x, 1])
  }
  return runs
}
