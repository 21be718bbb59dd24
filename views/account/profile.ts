import { type Html, html } from '#lib/html'
import { type AccountFrame, accountPage } from '../account-layout.ts'
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '../messages/languages.ts'
import { button } from '../partials/button.ts'
import { field, select, textArea } from '../partials/field.ts'
import { hiddenInputs } from '../partials/hidden-inputs.ts'
import { foreign, named } from '../partials/names.ts'
import { sheet } from '../partials/sheet.ts'

const FIELDS = ['name', 'username', 'bio', 'email', 'password'] as const

export type ProfileProps = {
  frame: AccountFrame
  /** Of the account as it is. */
  displayName: string
  email: string
  emailVerified: boolean
  pendingEmail?: string | undefined
  hasPassword: boolean
  /** What the forms hold: what is kept, or what was typed. */
  values: { name: string; username: string; bio: string; language: Language | ''; newEmail?: string }
  errors?: Partial<Record<(typeof FIELDS)[number], string>> | undefined
  done?: string | undefined
  actions: { profile: string; email: string; verification: string }
}

export function profilePage(props: ProfileProps): Html {
  const { errors = {}, frame } = props
  const { account: words } = frame.messages
  return accountPage({
    frame,
    place: 'profile',
    title: words.profileTitle,
    heading: words.hello(foreign(props.displayName)),
    lede: words.profileLede,
    done: props.done,
    failed: Object.values(errors).some((error) => error !== undefined),
    body: html`${aboutSheet(props)} ${addressSheet(props)}`,
  })
}

function focusOf(errors: ProfileProps['errors'] = {}) {
  const first = FIELDS.find((name) => errors[name] !== undefined)
  return (name: (typeof FIELDS)[number]) => ({ error: errors[name], autofocus: first === name })
}

function aboutSheet({ actions, errors, frame, values }: ProfileProps): Html {
  const { account: words, frame: shared, signUp } = frame.messages
  const focus = focusOf(errors)
  const optional = shared.optional
  return sheet({
    id: 'about',
    title: words.about,
    body: html`<form class="stack" method="post" action="${actions.profile}">
      ${hiddenInputs({ csrf: frame.csrf })}
      ${field({
        name: 'name',
        label: words.name,
        autocomplete: 'name',
        words: true,
        optional,
        value: values.name,
        ...focus('name'),
      })}
      ${field({
        name: 'username',
        label: words.username,
        hint: signUp.usernameHint,
        autocomplete: 'username',
        optional,
        value: values.username,
        ...focus('username'),
      })}
      ${textArea({ name: 'bio', label: words.bio, optional, value: values.bio, ...focus('bio') })}
      ${select({
        name: 'language',
        label: words.language,
        hint: words.languageHint,
        autocomplete: 'language',
        value: values.language,
        options: [
          { value: '', label: words.languageAuto },
          ...LANGUAGES.map((language) => ({
            value: language,
            label: LANGUAGE_NAMES[language],
            lang: language,
          })),
        ],
      })}
      ${button({ label: words.saveProfile })}
    </form>`,
  })
}

function addressSheet(props: ProfileProps): Html {
  const { actions, emailVerified, errors, frame, hasPassword, pendingEmail, values } = props
  const { account: words } = frame.messages
  const focus = focusOf(errors)
  return sheet({
    id: 'address',
    title: words.addressHeading,
    state: { label: emailVerified ? words.verified : words.notVerified, good: emailVerified },
    body: html`<p><strong><bdi>${props.email}</bdi></strong></p>
    ${pendingEmail !== undefined && html`<p class="detail">${words.pending(named(pendingEmail))}</p>`}
    ${
      !emailVerified &&
      html`<form method="post" action="${actions.verification}">
        ${hiddenInputs({ csrf: frame.csrf })}
        ${button({ label: words.sendVerification, kind: 'secondary' })}
      </form>`
    }
    <form class="stack" method="post" action="${actions.email}">
      ${hiddenInputs({ csrf: frame.csrf })}
      ${field({
        name: 'email',
        label: words.newEmail,
        type: 'email',
        autocomplete: 'email',
        value: values.newEmail,
        ...focus('email'),
      })}
      ${
        hasPassword &&
        field({
          name: 'current-password',
          label: words.currentPassword,
          type: 'password',
          autocomplete: 'current-password',
          ...focus('password'),
        })
      }
      ${button({ label: words.changeEmail, kind: 'secondary' })}
    </form>`,
  })
}
