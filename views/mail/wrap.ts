/** Lines of a readable length, in scripts with spaces and without. */

const WIDTH = 72
/** May not begin a line in Japanese, nor be left alone by what it closes. */
const CLOSING = /^[\p{Pe}\p{Pf}\p{Po}ー々ゃゅょっャュョッ]/u
/** May not end one; the last two are polite prefixes. */
const OPENING = /[\p{Ps}\p{Pi}ごお]$/u
/** Takes two columns. */
const WIDE = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/u

const CJK_WORDS = new Intl.Segmenter('ja', { granularity: 'word' })

/** One paragraph, broken at spaces and between the words of scripts that have none. */
export function wrap(paragraph: string): string {
  const lines: string[] = []
  let line = ''
  for (const piece of unbreakable(paragraph)) {
    if (line !== '' && columns(line + piece.trimEnd()) > WIDTH) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += piece
  }
  return [...lines, line.trimEnd()].join('\n')
}

/** Every place where a line may end lies between two of these; a space belongs to what it follows. */
function unbreakable(paragraph: string): string[] {
  const pieces: string[] = []
  for (const word of paragraph.split(/(?<= )/)) {
    if (!WIDE.test(word)) {
      pieces.push(word)
      continue
    }
    let start = true
    for (const { segment } of CJK_WORDS.segment(word)) {
      const before = pieces.at(-1) ?? ''
      if (!start && (CLOSING.test(segment) || OPENING.test(before)))
        pieces[pieces.length - 1] = before + segment
      else pieces.push(segment)
      start = false
    }
  }
  return pieces
}

function columns(text: string): number {
  let sum = 0
  for (const character of text) sum += WIDE.test(character) ? 2 : /\p{M}|\p{Cf}/u.test(character) ? 0 : 1
  return sum
}
