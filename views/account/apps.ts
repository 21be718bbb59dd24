import { type Html, html } from '#lib/html'
import { type AccountFrame, accountPage } from '../account-layout.ts'
import { day } from '../dates.ts'
import type { Messages } from '../messages/index.ts'
import { button } from '../partials/button.ts'
import { type ClientFace, clientBadge } from '../partials/client-badge.ts'
import { grantList, type PermissionsProps } from '../partials/grant-list.ts'
import { hiddenInputs } from '../partials/hidden-inputs.ts'
import { appsIcon, keyIcon } from '../partials/icons.ts'
import { foreign } from '../partials/names.ts'

export type AppEntry = PermissionsProps & {
  clientId: string
  name: string
  face?: ClientFace | undefined
  uri?: string | undefined
  /** Milliseconds since the epoch. */
  allowedAt: number
  /** What tokens of a tenant's app say of its member: each value, and what led to it. */
  membership?: Membership | undefined
}

export interface Membership {
  tenant: string
  roles: string[]
  groups: string[]
  /** Scopes and resources, each with the roles and groups that led to it. */
  values: { value: string; because: string[] }[]
}

export type AppsProps = {
  frame: AccountFrame
  apps: AppEntry[]
  done?: string | Html | undefined
  revokeAction: string
}

export function appsPage({ frame, apps, done, revokeAction }: AppsProps): Html {
  const { account: words } = frame.messages
  return accountPage({
    frame,
    place: 'apps',
    title: words.appsTitle,
    lede: words.appsLede,
    done,
    body:
      apps.length === 0
        ? html`<div class="sheet nothing">
            ${appsIcon}
            <h2>${words.noApps}</h2>
            <p class="detail">${words.noAppsText}</p>
          </div>`
        : html`${apps.map((app, index) => appSheet(frame, app, `app-${index}`, revokeAction))}`,
  })
}

function appSheet(frame: AccountFrame, app: AppEntry, id: string, revokeAction: string): Html {
  const { account: words, consent } = frame.messages
  return html`<section class="sheet" aria-labelledby="${id}">
    ${clientBadge({ name: app.name, uri: app.uri, headingId: id, ...app.face })}
    <h3 class="detail">${words.mayDo}</h3>
    ${grantList(consent, app)}
    ${app.membership !== undefined && membership(words, app.membership)}
    <div class="sheet-foot">
      <p class="detail">${words.allowedOn}: ${day(frame.language, app.allowedAt)}</p>
      <form method="post" action="${revokeAction}">
        ${hiddenInputs({ csrf: frame.csrf, client_id: app.clientId })}
        ${button({ label: words.revoke, kind: 'secondary', describedBy: id })}
      </form>
    </div>
  </section>`
}

function membership(words: Messages['account'], { tenant, roles, groups, values }: Membership): Html {
  const names = (all: string[]) => foreign(all.join(', '))
  return html`<h3 class="detail">${words.memberOf(foreign(tenant))}</h3>
    ${roles.length === 0 ? '' : html`<p class="detail">${words.roles(names(roles))}</p>`}
    ${groups.length === 0 ? '' : html`<p class="detail">${words.groups(names(groups))}</p>`}
    <ul role="list">
      ${values.map(
        ({ value, because }) => html`<li class="grant">
          ${keyIcon}
          <div class="grant-text">
            <p class="grant-title">${foreign(value)}</p>
            <p class="detail">${because.length === 0 ? words.givenDirectly : words.through(names(because))}</p>
          </div>
        </li>`,
      )}
    </ul>`
}
