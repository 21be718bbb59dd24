/**
 * A mail as HTML: one column of plain elements with their styles on them, since many mail programs drop style sheets;
 * nothing is fetched, and nothing tells that the mail was opened. The style sheet adds the dark scheme where it is heard.
 */
import { type Html, type HtmlPart, html } from '#lib/html'
import { directionOf } from '../messages/languages.ts'
import type { Fact, MailContent, Phrase } from './content.ts'
import { DARK_STYLES, STYLES } from './styles.ts'

export function htmlMail(content: MailContent): Html {
  const { language, texts, service, subject, button, linkLife, facts } = content
  const direction = directionOf(language)
  const action = button !== undefined && buttonTo(button)
  return html`<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<title>${subject}</title>
<style>${DARK_STYLES}</style>
</head>
<body class="paper" style="${STYLES.body}">
<div role="article" lang="${language}" dir="${direction}" class="paper" style="${STYLES.paper}">
<div class="panel" style="${STYLES.panel}">
<p class="wall" style="${STYLES.wall}"><span dir="auto">${service}</span></p>
<div style="${STYLES.inside}">
<h1 class="text" style="${STYLES.heading}">${subject}</h1>
${paragraph(content.greeting)}
${paragraph(content.what)}
${linkLife !== undefined && [action, html`<p class="muted" style="${STYLES.small}">${filled(linkLife)}</p>`]}
${facts.length > 0 && factsList(facts)}
${paragraph(content.advice)}
${linkLife === undefined && action}
${button !== undefined && writtenOut(texts.linkWrittenOut, button.link)}
</div>
</div>
<p class="muted" style="${STYLES.footer}">${filled(content.footer)}</p>
</div>
</body>
</html>
`
}

function paragraph(phrase: Phrase): Html {
  return html`<p class="text" style="${STYLES.text}">${filled(phrase)}</p>`
}

function buttonTo({ label, link }: { label: string; link: string }): Html {
  return html`<p style="${STYLES.buttonPlace}"><a class="button" href="${link}" style="${STYLES.button}">${label}</a></p>`
}

function factsList(facts: Fact[]): Html {
  return html`<dl class="facts" style="${STYLES.facts}">
${facts.map(
  ({ label, value }) => html`<dt class="muted" style="${STYLES.label}">${label}</dt>
<dd class="text" style="${STYLES.value}">${filled(value)}</dd>
`,
)}</dl>`
}

/** For programs that show no button, and for whoever wants to see where it leads. */
function writtenOut(label: string, link: string): Html {
  return html`<p class="muted" style="${STYLES.writtenOut}">${label}<br>
<a class="link" href="${link}" dir="ltr" style="${STYLES.link}">${link}</a></p>`
}

/** Whatever is filled in keeps its own direction, so that an address stays whole in a line from right to left. */
function filled({ template, values }: Phrase): HtmlPart[] {
  return template
    .split(/(\{\w+\})/)
    .map((part) =>
      /^\{\w+\}$/.test(part) ? html`<span dir="auto">${values[part.slice(1, -1)] ?? ''}</span>` : part,
    )
}
