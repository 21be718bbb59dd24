import { type Html, html } from '#lib/html'
import { attributes } from './partials/attributes.ts'
import { keystone, mark, markUri } from './partials/icons.ts'

export type DocumentProps = {
  title: string
  stylesheet: string
  lang?: string | undefined
  /** What the browser paints around the page: the colour of its upper edge, light and dark. */
  edge: { light: string; dark: string }
  bodyClass: string
  body: Html
}

export function htmlDocument({ title, stylesheet, lang = 'en', edge, bodyClass, body }: DocumentProps): Html {
  return html`<!doctype html>
<html lang="${lang}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta name="theme-color" content="${edge.light}" media="(prefers-color-scheme: light)">
  <meta name="theme-color" content="${edge.dark}" media="(prefers-color-scheme: dark)">
  <title>${title}</title>
  <link rel="icon" href="${markUri}">
  <link rel="stylesheet" href="${stylesheet}">
</head>
<body class="${bodyClass}">
${body}
</body>
</html>
`
}

export type PageProps = {
  /** Without the name of the product, which is appended. */
  title: string
  stylesheet: string
  lang?: string | undefined
  body: Html
  /** For pages that are read rather than filled in. */
  wide?: boolean | undefined
}

/** `--wall` in gatehouse.css. */
const WALL = { light: '#184a4e', dark: '#081517' }

/** A page of the provider itself: a lit doorway in a wall, the same for every step. */
export function page({ title, stylesheet, lang, body, wide = false }: PageProps): Html {
  return htmlDocument({
    title: `${title} · Gatehouse`,
    stylesheet,
    lang,
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
    <p>Gatehouse checks who you are. Apps never see your password.</p>
  </footer>
</div>`,
  })
}
