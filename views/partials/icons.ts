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

export const personIcon = html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
  <circle cx="10" cy="6.5" r="3.5" />
  <path d="M3.5 17a6.5 6.5 0 0 1 13 0" />
</svg>`

export const shieldIcon = html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
  <path d="M10 2.5 4 4.75V10c0 3.5 2.5 6.25 6 7.5 3.5-1.25 6-4 6-7.5V4.75Z" />
</svg>`

export const screensIcon = html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
  <path d="M10 14.5H2.5v-10h13V7M5 17.5h5M12.5 9h5v8.5h-5Z" />
</svg>`

export const appsIcon = html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
  <path d="M3 3h5.5v5.5H3Zm8.5 0H17v5.5h-5.5ZM3 11.5h5.5V17H3Zm8.5 0H17V17h-5.5Z" />
</svg>`

export const dataIcon = html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
  <path d="M10 2.5v9.25m-4-4 4 4 4-4M3 13.5v3.75h14V13.5" />
</svg>`

export const keyIcon = html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
  <circle cx="6.5" cy="13.5" r="3.5" />
  <path d="m9 11 7.5-7.5M13 7l2.5 2.5" />
</svg>`
