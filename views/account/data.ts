import { type Html, html } from '#lib/html'
import { type AccountFrame, accountPage } from '../account-layout.ts'
import { alert } from '../partials/alert.ts'
import { button, buttonLink } from '../partials/button.ts'
import { field } from '../partials/field.ts'
import { hiddenInputs } from '../partials/hidden-inputs.ts'
import { named } from '../partials/names.ts'
import { sheet } from '../partials/sheet.ts'

export type DataProps = { frame: AccountFrame; downloadAction: string; deleteUrl: string }

export function dataPage({ frame, downloadAction, deleteUrl }: DataProps): Html {
  const { account: words } = frame.messages
  return accountPage({
    frame,
    place: 'data',
    title: words.dataTitle,
    lede: words.dataLede,
    body: html`${sheet({
      id: 'download',
      title: words.download,
      text: words.downloadText,
      body: html`<form method="post" action="${downloadAction}">
        ${hiddenInputs({ csrf: frame.csrf })}
        ${button({ label: words.downloadSubmit, kind: 'secondary' })}
      </form>`,
    })}
    ${sheet({
      id: 'delete',
      title: words.deleteHeading,
      text: words.deleteText,
      danger: true,
      body: buttonLink({ label: words.deleteLink, href: deleteUrl, kind: 'secondary' }),
    })}`,
  })
}

export type DeleteProps = {
  frame: AccountFrame
  email: string
  hasPassword: boolean
  /** What was typed to confirm. */
  typed?: string | undefined
  errors?: { form?: string; confirmation?: string; password?: string } | undefined
  action: string
  stayUrl: string
}

export function deletePage({
  frame,
  email,
  hasPassword,
  typed,
  errors = {},
  action,
  stayUrl,
}: DeleteProps): Html {
  const { account: words } = frame.messages
  const { confirmation, form, password } = errors
  return accountPage({
    frame,
    place: 'data',
    title: words.deleteTitle,
    failed: confirmation !== undefined || password !== undefined || form !== undefined,
    body: html`${form !== undefined && alert({ message: form, autofocus: true })}
    <div class="sheet danger-sheet">
      <ul class="consequences">${words.deleteConsequences.map((text) => html`<li>${text}</li>`)}</ul>
      <form class="stack" method="post" action="${action}">
        ${hiddenInputs({ csrf: frame.csrf })}
        <p>${words.deleteTyped(named(email))}</p>
        ${field({
          name: 'confirmation',
          label: words.deleteTypedLabel,
          autocomplete: 'off',
          inputmode: 'email',
          value: typed,
          error: confirmation,
          autofocus: confirmation !== undefined,
        })}
        ${
          hasPassword &&
          field({
            name: 'current-password',
            label: words.currentPassword,
            type: 'password',
            autocomplete: 'current-password',
            error: password,
            autofocus: confirmation === undefined && password !== undefined,
          })
        }
        <div class="actions">
          ${button({ label: words.deleteSubmit, kind: 'danger' })}
          ${buttonLink({ label: words.deleteStay, href: stayUrl, kind: 'secondary' })}
        </div>
      </form>
    </div>`,
  })
}
