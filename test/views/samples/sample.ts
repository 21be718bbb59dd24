import type { Html } from '#lib/html'
import type { AccountFrame } from '../../../views/account-layout.ts'
import { catalogues } from '../../../views/messages/index.ts'
import type { Language } from '../../../views/messages/languages.ts'

/** A page in one of its states. */
export type Sample = {
  page: string
  state: string
  /** The title that the browser shows, in English. */
  title: string
  /** What has the focus when the page opens: an id, or the role of an element without one. */
  focus?: string | undefined
  render: (language?: Language) => Html
  /** The same state with something added to every text that comes from outside. */
  renderWith: (addition: string) => Html
}

export const csrf = 'c8Jk2vQx0rWn5yTz'
export const LONG_NAME =
  'The Cooperative Society of Independent Bookkeepers, Archivists and Night-Shift Librarians of Upper Northumberland'
export const UNBROKEN_NAME = `Gesellschafter${'versammlungsprotokoll'.repeat(4)}verwaltung`
export const UNBROKEN_EMAIL = `${'maximiliane.featherstonehaugh-'.repeat(3)}cholmondeley@${'subdomain'.repeat(6)}.example.org`
export const ARABIC_NAME = 'أدا لوفلايس ‏(Ada) من لندن'

export function frameIn(language: Language): AccountFrame {
  return {
    language,
    messages: catalogues[language],
    stylesheet: '/assets/gatehouse.css',
    script: '/assets/gatehouse.js',
    csrf,
    signOutAction: '/account/sign-out',
  }
}

/** Which of several kinds a page is: no text, whatever its type. */
const KINDS = new Set(['purpose', 'method'])

function extend(value: unknown, addition: string): unknown {
  if (typeof value === 'string') return value + addition
  if (Array.isArray(value)) return value.map((item) => extend(item, addition))
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, KINDS.has(key) ? item : extend(item, addition)]),
  )
}

/** How an app with everything of its own looks. */
export const FACE = { host: 'notes.acme.example', owner: 'Acme Limited', logo: '/assets/logo.png' }

/** All states of one page: what changes from one to the next, its title, what has the focus, and the app's colour. */
export function samplesOf<Props extends object>(
  page: string,
  view: (props: Props & { frame: AccountFrame }) => Html,
  base: Props,
  states: Record<string, { with?: Partial<Props>; title: string; focus?: string; accent?: string }>,
): Sample[] {
  return Object.entries(states).map(([state, { with: change, title, focus, accent }]) => {
    const props = { ...base, ...change }
    return {
      page,
      state,
      title: `${title} · Gatehouse`,
      focus,
      render: (language = 'en') => view({ ...props, frame: { ...frameIn(language), accent } }),
      renderWith: (addition) => view({ ...(extend(props, addition) as Props), frame: frameIn('en') }),
    }
  })
}
