/** Files and functions that one can take in at a glance, and doors that say what is behind them. */
import { describe, expect, it } from 'vitest'
import { functionLengths, headerLines, linesOf, quantile } from './measure.ts'
import { ROOMS, SIZES } from './rules.ts'
import { PRODUCT, readSources } from './sources.ts'

const { min, max } = SIZES.headerLines

describe('the sources', () => {
  const sources = readSources(PRODUCT)
  const lengths = sources.map(({ text }) => linesOf(text))

  it(`hold at most ${SIZES.fileLines} lines each`, () => {
    const long = sources.filter(({ text }) => linesOf(text) > SIZES.fileLines)
    expect(long.map(({ path, text }) => `${path}: ${linesOf(text)} lines`)).toEqual([])
  })

  it(`hold at most ${SIZES.medianFileLines} lines in the middle of all`, () => {
    expect(quantile(lengths, 0.5)).toBeLessThanOrEqual(SIZES.medianFileLines)
  })

  it(`hold at most ${SIZES.p90FileLines} lines for nine in ten`, () => {
    expect(quantile(lengths, 0.9)).toBeLessThanOrEqual(SIZES.p90FileLines)
  })

  it(`have functions of at most ${SIZES.functionLines} lines`, () => {
    const long = sources.flatMap(functionLengths).filter(({ lines }) => lines > SIZES.functionLines)
    expect(long.map(({ path, line, lines }) => `${path}:${line} has ${lines} lines`)).toEqual([])
  })

  it(`say at each door what is behind it, in ${min} to ${max} lines`, () => {
    const doors = new Set(
      ROOMS.filter(({ door }) => door === 'index.ts').map(({ at, door }) => `${at}/${door}`),
    )
    const bad = sources
      .filter(({ path }) => doors.has(path))
      .map(({ path, text }) => ({ path, lines: headerLines(text) }))
      .filter(({ lines }) => lines < min || lines > max)
    expect(bad.map(({ path, lines }) => `${path}: ${lines} lines`)).toEqual([])
  })
})

describe('the measure of files', () => {
  it('counts lines as an editor does', () => {
    expect(linesOf('a\nb\n')).toBe(2)
    expect(linesOf('a\nb')).toBe(2)
  })

  it('finds the middle and the upper end', () => {
    const values = [5, 1, 4, 2, 3, 10, 9, 8, 7, 6]
    expect(quantile(values, 0.5)).toBe(5)
    expect(quantile(values, 0.9)).toBe(9)
  })
})

describe('the measure of functions', () => {
  const lengthsIn = (text: string) => functionLengths({ path: 'x.ts', text }).map(({ lines }) => lines)
  const body = (lines: number) => 'x()\n'.repeat(lines)

  it.each([
    ['a declaration', `function f(a: { b: string }): Promise<{ c: string }> {\n${body(8)}}`],
    ['an arrow', `const f = async (a: string): Promise<void> => {\n${body(8)}}`],
    ['a method', `const o = {\n  async f(a) {\n${body(8)}}\n}`],
    ['a callback', `on('x', () => {\n${body(8)}})`],
  ])('finds %s', (_kind, text) => {
    expect(lengthsIn(text)).toEqual([10])
  })

  it('finds one that is too long', () => {
    expect(Math.max(...lengthsIn(`function f() {\n${body(SIZES.functionLines)}}`))).toBeGreaterThan(
      SIZES.functionLines,
    )
  })

  it('counts neither statements nor classes as functions', () => {
    expect(lengthsIn(`if (a) {\n${body(3)}} else {\n}\nfor (;;) {\n}\nclass A {\n  b = 1\n}`)).toEqual([])
  })

  it('leaves the lines of an inner function to that one', () => {
    expect(lengthsIn(`function f() {\n  return {\n    g() {\n${body(6)}    },\n  }\n}`)).toEqual([8, 6])
  })

  it('is not taken in by braces in strings and comments', () => {
    expect(lengthsIn(`function f() {\n  a('}')\n  // }\n  return \`{\${b}\`\n}`)).toEqual([5])
  })
})

describe('the measure of headers', () => {
  it('counts the lines of text in the comment that opens a file', () => {
    expect(headerLines('/** One. */\n')).toBe(1)
    expect(headerLines('/**\n * One.\n *\n * Two.\n */\n')).toBe(2)
  })

  it('finds a file that opens with anything else', () => {
    expect(headerLines("import './a.ts'\n/** One. */")).toBe(0)
    expect(headerLines('// One.\n// Two.')).toBe(0)
  })
})
