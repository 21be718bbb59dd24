import { type Html, html } from '#lib/html'
import type { AccountFrame } from '../account-layout.ts'
import { day } from '../dates.ts'
import { button } from '../partials/button.ts'
import { field } from '../partials/field.ts'
import { hiddenInputs } from '../partials/hidden-inputs.ts'
import { keyIcon } from '../partials/icons.ts'
import { foreign } from '../partials/names.ts'
import { passkeyForm } from '../partials/passkey-form.ts'
import { entry, sheet } from '../partials/sheet.ts'

export type PasskeyEntry = {
  id: string
  name: string
  /** Milliseconds since the epoch; null for one that was never used. */
  addedAt: number
  lastUsedAt: number | null
}

export type PasskeysProps = {
  frame: AccountFrame
  passkeys: PasskeyEntry[]
  /** The options for the browser that makes a passkey, as JSON, and what else the form sends. */
  passkeyOptions: string
  passkeyFields: Record<string, string>
  nameError?: string | undefined
  urls: { addPasskey: string; renamePasskey: string; removePasskey: string }
}

/** A person's passkeys by the names that they gave them, and the way to another one. */
export function passkeysSheet(props: PasskeysProps): Html {
  const { frame, nameError, passkeys, urls } = props
  const { frame: shared, security: words } = frame.messages
  return sheet({
    id: 'passkeys',
    title: words.passkeys,
    text: words.passkeysText,
    body: html`${
      passkeys.length === 0
        ? html`<p>${words.noPasskeys}</p>`
        : html`<ul class="entries" role="list">${passkeys.map((passkey) => passkeyEntry(props, passkey))}</ul>`
    }
    ${passkeyForm({
      action: urls.addPasskey,
      fields: { csrf: frame.csrf, ...props.passkeyFields },
      use: 'create',
      options: props.passkeyOptions,
      label: words.addPasskey,
      failed: words.passkeyFailed,
      inputs: field({
        name: 'passkey-name',
        label: words.passkeyName,
        hint: words.passkeyNameHint,
        autocomplete: 'off',
        optional: shared.optional,
        error: nameError,
        autofocus: nameError !== undefined,
      }),
    })}
    <p class="detail unscripted">${words.passkeyNeedsScript}</p>`,
  })
}

function passkeyEntry({ frame, urls }: PasskeysProps, { id, name, addedAt, lastUsedAt }: PasskeyEntry): Html {
  const { frame: shared, security: words } = frame.messages
  const headingId = `passkey-${id}`
  return entry({
    id: headingId,
    title: foreign(name),
    isPart: true,
    icon: keyIcon,
    facts: [
      { term: words.added, value: day(frame.language, addedAt) },
      { term: words.lastUsed, value: lastUsedAt === null ? shared.never : day(frame.language, lastUsedAt) },
    ],
    actions: html`<details class="rename">
        <summary class="button quiet" aria-describedby="${headingId}"><span>${words.rename}</span></summary>
        <form class="stack" method="post" action="${urls.renamePasskey}">
          ${hiddenInputs({ csrf: frame.csrf, passkey: id })}
          <div class="field">
            <label for="${headingId}-name">${words.passkeyName}</label>
            <input id="${headingId}-name" name="passkey-name" autocomplete="off" required value="${name}">
          </div>
          ${button({ label: shared.save, kind: 'secondary', describedBy: headingId })}
        </form>
      </details>
      <form method="post" action="${urls.removePasskey}">
        ${hiddenInputs({ csrf: frame.csrf, passkey: id })}
        ${button({ label: shared.remove, kind: 'secondary', describedBy: headingId })}
      </form>`,
  })
}
