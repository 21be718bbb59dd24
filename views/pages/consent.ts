import { type Html, html } from '#lib/html'
import { type Frame, page } from '../layout.ts'
import { button } from '../partials/button.ts'
import { type ClientFace, clientBadge } from '../partials/client-badge.ts'
import { grantList, type PermissionsProps } from '../partials/grant-list.ts'
import { hiddenInputs } from '../partials/hidden-inputs.ts'
import { named } from '../partials/names.ts'

export type ConsentProps = PermissionsProps & {
  frame: Frame
  clientName: string
  face?: ClientFace | undefined
  clientUri?: string | undefined
  accountEmail: string
  action: string
  csrf: string
  /** Where the person is sent, whatever the answer. */
  redirectHost?: string | undefined
}

export function consentPage(props: ConsentProps): Html {
  const { frame } = props
  const words = frame.messages.consent
  return page({
    frame,
    title: words.title,
    body: html`<div class="intro">
      <h1>${words.heading}</h1>
      ${clientBadge({ name: props.clientName, uri: props.clientUri, ...props.face })}
      <p class="lede">${words.asks(named(props.accountEmail))}</p>
    </div>
    <section class="grants" aria-labelledby="grants-heading">
      <h2 id="grants-heading">${words.listHeading}</h2>
      ${grantList(words, props)}
    </section>
    <form class="stack" method="post" action="${props.action}">
      ${hiddenInputs({ csrf: props.csrf })}
      <div class="choices">
        ${button({ label: words.allow, name: 'decision', value: 'allow' })}
        ${button({ label: words.deny, name: 'decision', value: 'deny', kind: 'secondary' })}
      </div>
    </form>
    ${props.redirectHost !== undefined && html`<p class="aside">${words.goBackTo(named(props.redirectHost))}</p>`}`,
  })
}
