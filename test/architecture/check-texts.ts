/** Holds names, comments and strings against the rules. Each function answers with what breaks them, in words. */
import { roomOf } from './check-imports.ts'
import { EMPTY_NAME, FILE_NAME, FOLDER_NAME, MARKS, PLACES } from './rules.ts'
import type { Source } from './sources.ts'
import { eachOf, lineAt, only } from './split-source.ts'

/** Texts that stand outside of the rooms they belong to. */
export function misplacedTexts(sources: Source[]): string[] {
  return sources.flatMap(({ path, text }) =>
    PLACES.filter(({ rooms }) => !rooms.includes(roomOf(path)?.at ?? '') && !rooms.includes(path)).flatMap(
      ({ act, among, pattern, rooms }) => {
        const searched = only(among, text)
        return [...searched.matchAll(new RegExp(pattern, `${pattern.flags}g`))].map(
          ({ index }) => `${path}:${lineAt(text, index)} only ${rooms.join(', ')} may ${act}`,
        )
      },
    ),
  )
}

export function misnamedFiles(sources: Source[]): string[] {
  return sources.flatMap(({ path }) => {
    const folders = path.split('/')
    const file = folders.pop() ?? ''
    if (!FILE_NAME.test(file) || !folders.every((folder) => FOLDER_NAME.test(folder)))
      return [`${path} is not kebab-case`]
    return EMPTY_NAME.test(file.replace(/(\.test)?\.ts$/, '')) ? [`${path} does not say what it is for`] : []
  })
}

export function defaultExports(sources: Source[]): string[] {
  return sources.flatMap(({ path, text }) =>
    [...only('code', text).matchAll(/\bexport\s+default\b|\bas\s+default\b/g)].map(
      ({ index }) => `${path}:${lineAt(text, index)} exports by name only`,
    ),
  )
}

/** Suppressions without a reason, and notes to oneself without an issue. */
export function baselessMarks(sources: Source[]): string[] {
  return sources.flatMap(({ path, text }) =>
    MARKS.flatMap(({ pattern, among, accepted, rule }) =>
      (among === 'comments' ? marksInComments(text, pattern) : marksInCode(text, pattern))
        .filter((mark) => !accepted.test(mark.explained))
        .map(({ line }) => `${path}:${line} ${rule}`),
    ),
  )
}

interface FoundMark {
  line: number
  /** What has to explain it. */
  explained: string
}

function marksInComments(text: string, pattern: RegExp): FoundMark[] {
  return eachOf('comments', text).flatMap((comment) =>
    comment.text
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [{ line: comment.line + index, explained: line }] : [],
      ),
  )
}

function marksInCode(text: string, pattern: RegExp): FoundMark[] {
  const comments = only('comments', text).split('\n')
  return only('code', text)
    .split('\n')
    .flatMap((line, index) =>
      pattern.test(line)
        ? [{ line: index + 1, explained: `${comments[index - 1] ?? ''}${comments[index]}`.trim() }]
        : [],
    )
}
