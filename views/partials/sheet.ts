import { type Html, html } from '#lib/html'
import { attributes } from './attributes.ts'

export type SheetProps = {
  /** Of the section; its heading is `ID-heading`. */
  id: string
  title: string
  text?: string | undefined
  /** How things stand, in a word beside the heading. */
  state?: { label: string; good: boolean } | undefined
  body: Html
  danger?: boolean | undefined
}

/** One subject on a page. */
export function sheet({ id, title, text, state, body, danger = false }: SheetProps): Html {
  return html`<section class="${danger ? 'sheet danger-sheet' : 'sheet'}" aria-labelledby="${id}-heading"${attributes({ id })}>
    <div class="sheet-title">
      <h2 id="${id}-heading">${title}</h2>
      ${state !== undefined && html`<p class="${state.good ? 'state good' : 'state'}">${state.label}</p>`}
    </div>
    ${text !== undefined && html`<p class="detail">${text}</p>`}
    ${body}
  </section>`
}

export type EntryProps = {
  /** Of the heading, so that the buttons of the entry can point at it. */
  id: string
  title: string | Html
  /** Whether the list stands on a sheet of its own kind, or is the page. */
  isPart: boolean
  icon: Html
  /** A word that tells it from its neighbours. */
  badge?: string | undefined
  /** What is known of it, line by line. */
  facts: { term: string; value: string | Html }[]
  actions?: Html | undefined
}

/** One of several things of a kind: a session, a passkey, an app. */
export function entry({ id, title, isPart, icon, badge, facts, actions }: EntryProps): Html {
  const heading = html`${title}${badge !== undefined && html` <span class="state good">${badge}</span>`}`
  return html`<li class="entry">
    <span class="entry-icon">${icon}</span>
    <div class="entry-text">
      ${isPart ? html`<h3 id="${id}">${heading}</h3>` : html`<h2 id="${id}">${heading}</h2>`}
      ${
        facts.length > 0 &&
        html`<dl class="facts">${facts.map(
          ({ term, value }) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`,
        )}</dl>`
      }
    </div>
    ${actions !== undefined && html`<div class="entry-actions">${actions}</div>`}
  </li>`
}
