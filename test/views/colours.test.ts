import { describe, expect, it } from 'vitest'
import { accentStylesheet, contrast, NEAREST_GROUND, ON_ACCENT, readableAccent } from '../../views/accent.ts'
import { css } from './gallery.ts'
import { samples } from './samples/index.ts'

/** Browser checks judge text; these are the edges, rings and icons, which need 3 to 1 against what is behind. */

type Tokens = Record<string, string>

const blocks = [...css.matchAll(/^( *)(:root|\.app) \{\n([^}]*)\}/gm)].map(([, indent, selector, body]) => ({
  selector,
  indented: indent !== '',
  tokens: Object.fromEntries(
    [...(body ?? '').matchAll(/--([\w-]+): (#\w{6});/g)].map(([, k, v]) => [k, v]),
  ) as Tokens,
}))

function tokensOf(selector: string, indented: boolean): Tokens {
  const found = blocks.find((block) => block.selector === selector && block.indented === indented)
  if (found === undefined) throw new Error(`no tokens for ${selector}`)
  return found.tokens
}

const light = tokensOf(':root', false)
const dark = { ...light, ...tokensOf(':root', true) }
const themes: [string, Tokens][] = [
  ['the gate in light', light],
  ['the gate in dark', dark],
  ['the demo app in light', { ...light, ...tokensOf('.app', false) }],
  ['the demo app in dark', { ...dark, ...tokensOf('.app', false), ...tokensOf('.app', true) }],
]

const TEXT = 4.5
const SHAPE = 3
const PAIRS: [string, string, number][] = [
  ['text', 'panel', TEXT],
  ['text', 'panel-sunk', TEXT],
  ['text', 'paper', TEXT],
  ['text-muted', 'panel', TEXT],
  ['text-muted', 'panel-sunk', TEXT],
  ['text-muted', 'paper', TEXT],
  ['accent', 'panel', TEXT],
  ['accent', 'panel-sunk', TEXT],
  ['accent-hover', 'panel', TEXT],
  ['accent-hover', 'panel-sunk', TEXT],
  ['accent', 'good-sunk', TEXT],
  ['on-accent', 'accent', TEXT],
  ['on-accent', 'accent-hover', TEXT],
  ['on-tile', 'tile', TEXT],
  ['on-wall', 'parapet', TEXT],
  ['text', 'ground', TEXT],
  ['text-muted', 'ground', TEXT],
  ['accent', 'ground', TEXT],
  ['on-danger', 'danger', TEXT],
  ['lamp', 'parapet', SHAPE],
  ['focus', 'ground', SHAPE],
  ['danger', 'panel', TEXT],
  ['danger', 'danger-sunk', TEXT],
  ['danger-line', 'panel', SHAPE],
  ['control-line', 'panel', SHAPE],
  ['control-line', 'paper', SHAPE],
  ['focus', 'panel', SHAPE],
  ['focus', 'panel-sunk', SHAPE],
  ['focus', 'paper', SHAPE],
]

describe.each(themes)('%s', (_name, tokens) => {
  it.each(PAIRS)('shows %s on %s', (front, back, least) => {
    expect(contrast(tokens[front] ?? '', tokens[back] ?? '')).toBeGreaterThanOrEqual(least)
  })
})

describe("an app's colour", () => {
  const COLOURS = ['#000000', '#ffffff', '#ffd400', '#1a0033', '#e0004d', '#00ff00', '#7f7f7f', '#0d5a5e']
  const schemes = [
    ['light', light],
    ['dark', dark],
  ] as const

  it.each(COLOURS)('%s is read wherever the accent is written', (colour) => {
    const [inLight = '', inDark = ''] = accentStylesheet(colour).split('@media (prefers-color-scheme:dark)')
    for (const [text, tokens] of [
      [inLight, light],
      [inDark, dark],
    ] as const) {
      const own = Object.fromEntries([...text.matchAll(/--([\w-]+):(#\w{6})/g)].map(([, k, v]) => [k, v]))
      expect(Object.keys(own)).toEqual(['accent', 'accent-hover', 'tile', 'on-tile'])
      const all: Tokens = { ...tokens, ...own }
      for (const [front, back, least] of PAIRS) {
        const seen = contrast(all[front] ?? '', all[back] ?? '')
        expect(seen, `${front} on ${back}`).toBeGreaterThanOrEqual(least)
      }
    }
  })

  it('stays as it was given where it can be read', () => {
    expect(readableAccent('#0d5a5e', 'light')).toBe('#0d5a5e')
    expect(readableAccent('#8ad6cd', 'dark')).toBe('#8ad6cd')
  })

  it.each(schemes)('is held against the colours of the stylesheet in %s', (scheme, tokens) => {
    expect(NEAREST_GROUND[scheme]).toBe(tokens[scheme === 'light' ? 'ground' : 'good-sunk'])
    expect(ON_ACCENT[scheme]).toBe(tokens['on-accent'])
    const grounds = ['panel', 'panel-sunk', 'good-sunk', 'ground'].map((name) => tokens[name] ?? '')
    const nearest = grounds.toSorted(
      (a, b) => contrast(a, tokens.accent ?? '') - contrast(b, tokens.accent ?? ''),
    )
    expect(nearest[0]).toBe(NEAREST_GROUND[scheme])
  })
})

describe('the stylesheet', () => {
  it('is less than 28 KiB and asks for nothing', () => {
    expect(Buffer.byteLength(css)).toBeLessThan(28 * 1024)
    expect(css).not.toMatch(/@import|url\(|@font-face/)
  })

  it('knows no left and right, so that it works from right to left', () => {
    expect(css).not.toMatch(
      /(^|[\s-])(left|right|top|bottom)\s*:|(margin|padding|border)-(left|right|top|bottom)/,
    )
    expect(css).not.toMatch(/text-align: (left|right)|^\s*(max-|min-)?(width|height):/m)
  })

  it('agrees with the colours that the pages tell the browser', () => {
    const edges = (page: string) => {
      const text = samples.find((sample) => sample.page === page)?.render().text ?? ''
      return [...text.matchAll(/name="theme-color" content="(#\w+)"/g)].map(([, colour]) => colour)
    }
    expect(edges('sign-in')).toEqual([light.wall, dark.wall])
    expect(edges('account-profile')).toEqual([light.parapet, dark.parapet])
    expect(edges('demo-home')).toEqual([light.paper, dark.paper])
  })
})
