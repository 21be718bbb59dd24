import { type Html, html } from '#lib/html'
import type { Frame } from '../layout.ts'
import { button } from './button.ts'
import { field } from './field.ts'
import { hiddenInputs } from './hidden-inputs.ts'

export interface AskForLinkProps {
  frame: Frame
  action: string
  csrf: string
  username?: string | undefined
  error?: string | undefined
}

/** Who one is, to be sent a link: as typed at the sign-in. */
export function askForLink({ frame, action, csrf, username, error }: AskForLinkProps): Html {
  const { mailedLinks: words, signIn } = frame.messages
  return html`<form class="stack" method="post" action="${action}">
      ${hiddenInputs({ csrf })}
      ${field({
        name: 'username',
        label: signIn.identifier,
        autocomplete: 'username',
        inputmode: 'email',
        value: username,
        error,
        autofocus: error !== undefined,
      })}
      ${button({ label: words.forgotSubmit })}
    </form>`
}
