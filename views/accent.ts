/**
 * The colour of an app on our pages. Any colour may be asked for; what is shown is that colour made darker, or in the
 * dark scheme lighter, until text in it and on it can be read (WCAG 2.2 §1.4.3, AA).
 */

/** `--ground` and `--good-sunk` in gatehouse.css: of all that the accent is written on, the nearest to it. */
export const NEAREST_GROUND = { light: '#edf1ee', dark: '#1b3a39' }
/** `--on-accent` in gatehouse.css. */
export const ON_ACCENT = { light: '#ffffff', dark: '#042a2b' }

const LEAST = 4.5
const STEPS = 50
/** Of the way to black or white, when a pointer is above. */
const HOVER = 0.3

type Scheme = 'light' | 'dark'

/** @param colour `#rrggbb` */
export function accentStylesheet(colour: string): string {
  return `:root{${tokens(colour, 'light')}}@media (prefers-color-scheme:dark){:root{${tokens(colour, 'dark')}}}`
}

/** @param colour `#rrggbb` @returns the nearest to it that can be read */
export function readableAccent(colour: string, scheme: Scheme): string {
  const reads = (candidate: string): boolean =>
    contrast(candidate, NEAREST_GROUND[scheme]) >= LEAST && contrast(candidate, ON_ACCENT[scheme]) >= LEAST
  for (let step = 0; step < STEPS; step += 1) {
    const candidate = towardsExtreme(colour, scheme, step / STEPS)
    if (reads(candidate)) return candidate
  }
  return towardsExtreme(colour, scheme, 1)
}

/** Contrast ratio of two colours (WCAG 2.2), from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [bright = 0, dim = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (bright + 0.05) / (dim + 0.05)
}

function tokens(colour: string, scheme: Scheme): string {
  const accent = readableAccent(colour, scheme)
  const hover = towardsExtreme(accent, scheme, HOVER)
  return `--accent:${accent};--accent-hover:${hover};--tile:${accent};--on-tile:${ON_ACCENT[scheme]}`
}

function towardsExtreme(colour: string, scheme: Scheme, share: number): string {
  const extreme = scheme === 'light' ? 0 : 255
  const mixed = channels(colour).map((value) => Math.round(value + (extreme - value) * share))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour)
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16))
}
