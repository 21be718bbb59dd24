import { html } from '#lib/html'

/** A gatehouse: battlements and a lit doorway. Decorative, the name always stands beside it as text. */
export const mark = html`<svg class="mark" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
  <path class="mark-light" d="M15 44V30a9 9 0 0 1 18 0v14Z" />
  <path class="mark-stone" d="M5 44V6h9v6h5.5V6h9v6H34V6h9v38H32V30a8 8 0 0 0-16 0v14Z" />
</svg>`

/** The stone at the top of the arch. */
export const keystone = html`<svg class="keystone" viewBox="0 0 64 40" aria-hidden="true" focusable="false">
  <path d="M0 0h64L54 40H10Z" />
</svg>`

/** The mark as a data URI, so that no page asks for /favicon.ico. */
export const markUri =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><path fill="#f2b950" ' +
      'd="M15 44V30a9 9 0 0 1 18 0v14Z"/><path fill="#1f7a7c" ' +
      'd="M5 44V6h9v6h5.5V6h9v6H34V6h9v38H32V30a8 8 0 0 0-16 0v14Z"/></svg>',
  )

export const tickIcon = html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
  <path d="m4 10.5 4 4 8-9" />
</svg>`

export const clockIcon = html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
  <circle cx="10" cy="10" r="7.25" />
  <path d="M10 5.75V10l3 2" />
</svg>`

export const plugIcon = html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
  <path d="M7 2.5V6m6-3.5V6M4.5 6h11v3a5.5 5.5 0 0 1-11 0Zm5.5 8.5v3" />
</svg>`

export const warningIcon = html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
  <circle cx="10" cy="10" r="7.25" />
  <path d="M10 5.75v5m0 3.25v.25" />
</svg>`
