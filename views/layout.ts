import { type Html, html } from '#lib/html'
import type { Messages } from './messages/index.ts'
import { directionOf, type Language } from './messages/languages.ts'
import { attributes } from './partials/attributes.ts'
import { keystone, mark, markUri } from './partials/icons.ts'

/** What every page is drawn with: the reader's language, and where the stylesheet and the script are. */
export type Frame = {
  language: Language
  messages: Messages
  stylesheet: string
  /** Only passkeys need it; everything else works without. */
  script: string
  /** A stylesheet with the colour of the app that the page is about. */
  accent?: string | undefined
}

export type DocumentProps = {
  title: string
  stylesheet: string
  script?: string | undefined
  accent?: string | undefined
  language?: Language | undefined
  /** What the browser paints around the page: the colour of its upper edge, light and dark. */
  edge: { light: string; dark: string }
  bodyClass: string
  body: Html
}

export function htmlDocument(props: DocumentProps): Html {
  const { title, stylesheet, script, accent, language = 'en', edge, bodyClass, body } = props
  return html`<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta name="theme-color" content="${edge.light}" media="(prefers-color-scheme: light)">
  <meta name="theme-color" content="${edge.dark}" media="(prefers-color-scheme: dark)">
  <title>${title}</title>
  <link rel="icon" href="${markUri}">
  <link rel="stylesheet" href="${stylesheet}">
  ${accent !== undefined && html`<link rel="stylesheet" href="${accent}">`}
  ${script !== undefined && html`<script type="module" src="${script}"></script>`}
</head>
<body class="${bodyClass}">
${body}
</body>
</html>
`
}

export type PageProps = {
  frame: Frame
  /** Without the name of the product, which is appended. */
  title: string
  body: Html
  /** For pages that are read rather than filled in. */
  wide?: boolean | undefined
  /** The page came back with something to mend, which its title says first. */
  failed?: boolean | undefined
  /** The page has a part that works by script. */
  scripted?: boolean | undefined
}

/** `--wall` in gatehouse.css. */
const WALL = { light: '#184a4e', dark: '#081517' }

/** A page of the provider itself: a lit doorway in a wall, the same for every step. */
export function page({
  frame,
  title,
  body,
  wide = false,
  failed = false,
  scripted = false,
}: PageProps): Html {
  const { accent, language, messages, script, stylesheet } = frame
  return htmlDocument({
    title: `${failed ? messages.frame.errorTitle(title) : title} · Gatehouse`,
    stylesheet,
    accent,
    script: scripted ? script : undefined,
    language,
    edge: WALL,
    bodyClass: 'wall',
    body: html`<div${attributes({ class: wide ? 'door wide' : 'door' })}>
  <header class="crown">
    ${keystone}
    ${mark}
    <p>Gatehouse</p>
  </header>
  <main>
    ${body}
  </main>
  <footer class="threshold">
    <p>${messages.frame.promise}</p>
  </footer>
</div>`,
  })
}
