/** A mail as plain text: short lines, links alone on theirs. */
import { directionOf } from '../messages/languages.ts'
import type { MailContent, Phrase } from './content.ts'
import { wrap } from './wrap.ts'

/** First strong isolate and its end: what lies between keeps its own direction (UAX #9). */
const [ISOLATE, END_ISOLATE] = ['\u2068', '\u2069']

export function plainText(content: MailContent): string {
  const { texts, button, linkLife, facts } = content
  // In a line from right to left, an address from left to right would fall apart.
  const inserted = (value: string) =>
    directionOf(content.language) === 'rtl' ? `${ISOLATE}${value}${END_ISOLATE}` : value
  const filled = ({ template, values }: Phrase) =>
    template.replace(/\{(\w+)\}/g, (_, name: string) => inserted(values[name] ?? ''))
  const say = (phrase: Phrase) => wrap(filled(phrase))

  const line = (label: string, value: string) =>
    texts.line.replace('{label}', label).replace('{value}', () => value)
  const action = button === undefined ? [] : [`${line(button.label, '').trimEnd()}\n${button.link}`]
  const details = facts.map(({ label, value }) => line(label, filled(value))).join('\n')

  const parts = [
    say(content.greeting),
    say(content.what),
    ...(linkLife === undefined ? [] : [...action, say(linkLife)]),
    ...(facts.length === 0 ? [] : [details]),
    say(content.advice),
    ...(linkLife === undefined ? action : []),
    // Mail programs know this line as the beginning of what nobody has to read.
    `-- \n${say(content.footer)}`,
  ]
  return `${parts.join('\n\n')}\n`
}
