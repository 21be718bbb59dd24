import type { Html } from '#lib/html'
import { type DemoHomeProps, demoHomePage } from '../../views/demo/home.ts'
import { type DemoSignedInProps, demoSignedInPage } from '../../views/demo/signed-in.ts'
import { type ConsentProps, consentPage } from '../../views/pages/consent.ts'
import { type ErrorProps, errorPage } from '../../views/pages/error.ts'
import { type NotFoundProps, notFoundPage } from '../../views/pages/not-found.ts'
import { type SignInProps, signInPage } from '../../views/pages/sign-in.ts'
import { type SignOutProps, signOutPage } from '../../views/pages/sign-out.ts'
import { type SignUpProps, signUpPage } from '../../views/pages/sign-up.ts'
import { type SignedOutProps, signedOutPage } from '../../views/pages/signed-out.ts'
import { type WelcomeProps, welcomePage } from '../../views/pages/welcome.ts'

/** A page in one of its states. `hostile` draws the same state with something added to every text in its props. */
export type Sample = {
  page: string
  state: string
  /** The title that the browser shows. */
  title: string
  /** What has the focus when the page opens: an id, or the role of an element without one. */
  focus?: string
  render: () => Html
  renderWith: (addition: string) => Html
}

const stylesheet = '/assets/gatehouse.css'
const csrf = 'c8Jk2vQx0rWn5yTz'
const LONG_NAME =
  'The Cooperative Society of Independent Bookkeepers, Archivists and Night-Shift Librarians of Upper Northumberland'
const UNBROKEN_NAME = `Gesellschafter${'versammlungsprotokoll'.repeat(4)}verwaltung`
const UNBROKEN_EMAIL = `${'maximiliane.featherstonehaugh-'.repeat(3)}cholmondeley@${'subdomain'.repeat(6)}.example.org`

function extend(value: unknown, addition: string): unknown {
  if (typeof value === 'string') return value + addition
  if (Array.isArray(value)) return value.map((item) => extend(item, addition))
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, extend(item, addition)]))
}

type Extra = Pick<Sample, 'title' | 'focus'>

function sample<Props>(
  name: string,
  state: string,
  view: (props: Props) => Html,
  props: Props,
  extra: Extra,
): Sample {
  return {
    page: name,
    state,
    ...extra,
    render: () => view(props),
    renderWith: (addition) => view(extend(props, addition) as Props),
  }
}

const signIn: SignInProps = {
  stylesheet,
  csrf,
  clientName: 'Acme Notes',
  action: '/interaction/8d2f/sign-in',
  signUpUrl: '/interaction/8d2f/sign-up',
  cancelAction: '/interaction/8d2f/cancel',
}

const signUp: SignUpProps = {
  stylesheet,
  csrf,
  clientName: 'Acme Notes',
  action: '/interaction/8d2f/sign-up',
  signInUrl: '/interaction/8d2f/sign-in',
}

const consent: ConsentProps = {
  stylesheet,
  csrf,
  clientName: 'Acme Notes',
  clientUri: 'https://notes.acme.example/',
  accountEmail: 'ada@example.org',
  action: '/interaction/8d2f/consent',
  items: [
    { title: 'See your name', detail: 'Ada Lovelace' },
    { title: 'See your email address', detail: 'ada@example.org' },
  ],
  resources: [],
  offlineAccess: false,
  redirectHost: 'notes.acme.example',
}

const failure: ErrorProps = {
  stylesheet,
  heading: 'Something went wrong here',
  message: 'Gatehouse could not finish what you asked for. It is not your fault.',
}

const signOut: SignOutProps = {
  stylesheet,
  fields: { xsrf: '5f1c', logout: 'yes' },
  action: '/session/end/confirm',
  accountEmail: 'ada@example.org',
  stayUrl: '/',
}

const demoHome: DemoHomeProps = {
  stylesheet,
  signInUrl: '/demo/sign-in',
  signUpHint: 'No account yet? You can create one on the sign-in page, in less than a minute.',
  issuer: 'http://localhost:3000',
}

const claims = {
  sub: '018f4b1e-7a55-7c3e-9a0e-2d8f5c9f1b7a',
  name: 'Ada Lovelace',
  email: 'ada@example.org',
  email_verified: true,
}

const demoSignedIn: DemoSignedInProps = {
  stylesheet,
  csrf,
  name: 'Ada Lovelace',
  idTokenClaims: {
    iss: 'http://localhost:3000',
    ...claims,
    aud: 'demo',
    nonce: 'pVQ1Cq9oO0oM1cXb0gq0m2vG3bC4n5wY',
    auth_time: 1763868000,
    iat: 1763868042,
    exp: 1763871642,
  },
  userinfo: { ...claims, updated_at: 1763521200 },
  scope: 'openid profile email offline_access',
  expiresAt: '2025-11-23T04:20:42.000Z',
  hasRefreshToken: true,
  refreshAction: '/demo/refresh',
  apiAction: '/demo/api',
  signOutUrl: '/demo/sign-out',
}

const SIGN_IN = 'Sign in · Gatehouse'
const SIGN_UP = 'Create an account · Gatehouse'
const SIGN_UP_ERROR = 'Error: Create an account · Gatehouse'
const CONSENT = 'Allow access · Gatehouse'
const DEMO_HOME = 'Try a sign-in · Demo app'
const SIGNED_IN = 'Signed in · Demo app'

export const samples: Sample[] = [
  sample('sign-in', 'empty', signInPage, signIn, { title: SIGN_IN }),
  sample(
    'sign-in',
    'filled',
    signInPage,
    { ...signIn, username: 'ada@example.org', remember: true },
    { title: SIGN_IN },
  ),
  sample(
    'sign-in',
    'error',
    signInPage,
    {
      ...signIn,
      username: 'ada@example.org',
      error: 'The email or the password is not right. Please try again.',
    },
    { title: 'Error: Sign in · Gatehouse', focus: 'current-password' },
  ),
  sample(
    'sign-in',
    'error-empty',
    signInPage,
    { ...signIn, error: 'Too many attempts. Please wait 15 minutes before you try again.' },
    { title: 'Error: Sign in · Gatehouse', focus: 'username' },
  ),
  sample(
    'sign-in',
    'again',
    signInPage,
    { ...signIn, username: 'ada@example.org', reauthenticate: true },
    { title: 'Sign in again · Gatehouse' },
  ),
  sample(
    'sign-in',
    'long',
    signInPage,
    { ...signIn, clientName: LONG_NAME, username: UNBROKEN_EMAIL, error: UNBROKEN_NAME },
    { title: 'Error: Sign in · Gatehouse', focus: 'current-password' },
  ),
  sample('sign-up', 'empty', signUpPage, signUp, { title: SIGN_UP }),
  sample(
    'sign-up',
    'errors',
    signUpPage,
    {
      ...signUp,
      values: { name: 'Ada', email: 'ada@example' },
      errors: {
        email: 'Enter an email address, as in name@example.com.',
        password: 'This password is among the most common ones. Please choose another.',
      },
    },
    { title: SIGN_UP_ERROR, focus: 'email' },
  ),
  sample(
    'sign-up',
    'every-error',
    signUpPage,
    {
      ...signUp,
      clientName: UNBROKEN_NAME,
      values: { name: LONG_NAME, email: UNBROKEN_EMAIL },
      errors: {
        form: 'The account could not be created.',
        name: 'The name is too long.',
        email: UNBROKEN_EMAIL,
        password: 'Enter a password.',
      },
    },
    { title: SIGN_UP_ERROR, focus: 'name' },
  ),
  sample(
    'sign-up',
    'form-error',
    signUpPage,
    {
      ...signUp,
      values: { name: 'Ada Lovelace', email: 'ada@example.org' },
      errors: { form: 'No accounts can be created at the moment. Please try again later.' },
    },
    { title: SIGN_UP_ERROR, focus: 'alert' },
  ),
  sample('consent', 'plain', consentPage, consent, { title: CONSENT }),
  sample(
    'consent',
    'full',
    consentPage,
    {
      ...consent,
      items: [...consent.items, { title: 'See your picture' }],
      resources: [
        { name: 'https://api.acme.example', scopes: ['notes:read', 'notes:write', 'notebooks:share'] },
      ],
      offlineAccess: true,
    },
    { title: CONSENT },
  ),
  sample(
    'consent',
    'nothing',
    consentPage,
    { ...consent, clientUri: undefined, items: [] },
    { title: CONSENT },
  ),
  sample(
    'consent',
    'long',
    consentPage,
    {
      ...consent,
      clientName: LONG_NAME,
      clientUri: `https://${'subdomain.'.repeat(12)}example.org/apps/bookkeeping`,
      accountEmail: UNBROKEN_EMAIL,
      items: [{ title: 'See your email address', detail: UNBROKEN_EMAIL }],
      resources: [
        {
          name: `https://api.example.org/${'path/'.repeat(16)}`,
          scopes: [`scope:${'very-long-'.repeat(8)}`, 'read'],
        },
        { name: 'urn:ledger', scopes: [] },
      ],
      offlineAccess: true,
      redirectHost: `${'subdomain'.repeat(8)}.example.org`,
    },
    { title: CONSENT },
  ),
  sample('error', 'plain', errorPage, failure, { title: 'Something went wrong here · Gatehouse' }),
  sample(
    'error',
    'full',
    errorPage,
    {
      ...failure,
      heading: 'This sign-in has ended',
      message: 'You took longer than an hour, so the sign-in was closed to keep you safe.',
      advice: 'Go back to the app and start again. Nothing is lost.',
      actionUrl: 'https://notes.acme.example/',
      actionLabel: 'Back to Acme Notes',
      code: 'interaction_expired',
      requestId: '01JD9Z4T8W6Q2M0V5K3X7R1B8N',
    },
    { title: 'This sign-in has ended · Gatehouse' },
  ),
  sample(
    'error',
    'long',
    errorPage,
    {
      ...failure,
      message: UNBROKEN_NAME,
      advice: LONG_NAME,
      actionUrl: '/',
      actionLabel: `Back to ${LONG_NAME}`,
      code: UNBROKEN_NAME,
      requestId: UNBROKEN_EMAIL,
    },
    { title: 'Something went wrong here · Gatehouse' },
  ),
  sample<NotFoundProps>(
    'not-found',
    'plain',
    notFoundPage,
    { stylesheet, requestId: '01JD9Z4T8W6Q2M0V5K3X7R1B8N' },
    { title: 'There is no page here · Gatehouse' },
  ),
  sample('sign-out', 'plain', signOutPage, signOut, { title: 'Sign out · Gatehouse' }),
  sample(
    'sign-out',
    'client',
    signOutPage,
    { ...signOut, clientName: 'Acme Notes' },
    { title: 'Sign out · Gatehouse' },
  ),
  sample(
    'sign-out',
    'unknown',
    signOutPage,
    { ...signOut, accountEmail: undefined },
    { title: 'Sign out · Gatehouse' },
  ),
  sample(
    'sign-out',
    'long',
    signOutPage,
    { ...signOut, clientName: UNBROKEN_NAME, accountEmail: UNBROKEN_EMAIL },
    { title: 'Sign out · Gatehouse' },
  ),
  sample<SignedOutProps>(
    'signed-out',
    'plain',
    signedOutPage,
    { stylesheet },
    { title: 'Signed out · Gatehouse' },
  ),
  sample<SignedOutProps>(
    'signed-out',
    'client',
    signedOutPage,
    { stylesheet, clientName: 'Acme Notes', clientUri: 'https://notes.acme.example' },
    { title: 'Signed out · Gatehouse' },
  ),
  sample<WelcomeProps>(
    'welcome',
    'plain',
    welcomePage,
    { stylesheet, issuer: 'https://login.example.org' },
    { title: 'Welcome · Gatehouse' },
  ),
  sample<WelcomeProps>(
    'welcome',
    'long',
    welcomePage,
    { stylesheet, issuer: `https://login.${'subdomain'.repeat(6)}.example.org/tenants/north/` },
    { title: 'Welcome · Gatehouse' },
  ),
  sample('demo-home', 'plain', demoHomePage, demoHome, { title: DEMO_HOME }),
  sample(
    'demo-home',
    'error',
    demoHomePage,
    { ...demoHome, error: 'You did not allow access, so this app learned nothing.' },
    { title: `Error: ${DEMO_HOME}`, focus: 'alert' },
  ),
  sample('demo-signed-in', 'plain', demoSignedInPage, demoSignedIn, { title: SIGNED_IN }),
  sample(
    'demo-signed-in',
    'answer',
    demoSignedInPage,
    {
      ...demoSignedIn,
      notice: 'The tokens are new.',
      apiResult: { status: 200, body: { message: 'Hello from the API', scope: 'openid', sub: claims.sub } },
    },
    { title: SIGNED_IN },
  ),
  sample(
    'demo-signed-in',
    'bare',
    demoSignedInPage,
    {
      ...demoSignedIn,
      scope: '',
      hasRefreshToken: false,
      expiresAt: 'in an hour',
      userinfo: {},
      apiResult: { status: 401, body: 'invalid_token' },
    },
    { title: SIGNED_IN },
  ),
  sample(
    'demo-signed-in',
    'long',
    demoSignedInPage,
    {
      ...demoSignedIn,
      name: UNBROKEN_NAME,
      scope: `openid ${'very-long-scope:'.repeat(6)}`,
      idTokenClaims: {
        sub: UNBROKEN_EMAIL,
        aud: ['demo', UNBROKEN_NAME],
        [`https://claims.example.org/${'path/'.repeat(12)}`]: { nested: { deeply: [LONG_NAME, 1, null] } },
      },
      userinfo: { name: LONG_NAME, updated_at: 'yesterday' },
      notice: UNBROKEN_NAME,
      apiResult: { status: 200, body: { token: UNBROKEN_EMAIL } },
    },
    { title: SIGNED_IN },
  ),
]
