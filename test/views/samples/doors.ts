import { html } from '#lib/html'
import { type ConsentProps, consentPage } from '../../../views/pages/consent.ts'
import {
  type DeviceCodeProps,
  type DeviceConfirmProps,
  deviceCodePage,
  deviceConfirmPage,
  deviceDonePage,
} from '../../../views/pages/device.ts'
import { type ErrorProps, errorPage } from '../../../views/pages/error.ts'
import { type ErrorCodeProps, errorCodePage } from '../../../views/pages/error-code.ts'
import { type SignOutProps, signOutPage } from '../../../views/pages/sign-out.ts'
import { type SignedOutProps, signedOutPage } from '../../../views/pages/signed-out.ts'
import { csrf, FACE, LONG_NAME, type Sample, samplesOf, UNBROKEN_EMAIL, UNBROKEN_NAME } from './sample.ts'

type Framed<Props> = Omit<Props, 'frame'>

const REQUEST_ID = '01JD9Z4T8W6Q2M0V5K3X7R1B8N'

const consent: Framed<ConsentProps> = {
  csrf,
  clientName: 'Acme Notes',
  clientUri: 'https://notes.acme.example/',
  accountEmail: 'ada@example.org',
  action: '/interaction/8d2f/consent',
  items: [
    { title: 'See your name', detail: 'Ada Lovelace' },
    { title: 'See your email address', detail: html`<bdi>ada@example.org</bdi>` },
  ],
  resources: [],
  offlineAccess: false,
  redirectHost: 'notes.acme.example',
}

const failure: Framed<ErrorProps> = {
  heading: 'Something went wrong',
  message: 'Something went wrong on our side. Trying again may help.',
}

const signOut: Framed<SignOutProps> = {
  fields: { xsrf: '5f1c', logout: 'yes' },
  action: '/oauth/logout/confirm',
  accountEmail: 'ada@example.org',
  stayUrl: '/',
}

const signedOut: Framed<SignedOutProps> = {}
const code: Framed<DeviceCodeProps> = { action: '/device', fields: { csrf } }
const confirm: Framed<DeviceConfirmProps> = {
  action: '/device',
  fields: { csrf, user_code: 'WDJB-MJHT' },
  clientName: 'Acme Television',
  userCode: 'WDJB-MJHT',
}
const explanation: Framed<ErrorCodeProps> = {
  code: 'invalid_grant',
  english: {
    title: 'The code or refresh token is not accepted',
    why: 'It has expired, was used before, was revoked, ended with its session, or belongs to another client.',
    cure: 'Have the person sign in again. If a refresh token was used twice, somebody else may hold a copy of it.',
  },
  requestId: REQUEST_ID,
}

const CONSENT = 'Allow access'
const DEVICE = 'Connect a device'

export const doorSamples: Sample[] = [
  ...samplesOf('consent', consentPage, consent, {
    plain: { title: CONSENT },
    full: {
      with: {
        items: [...consent.items, { title: 'See your picture' }],
        resources: [
          { name: 'https://api.acme.example', scopes: ['notes:read', 'notes:write', 'notebooks:share'] },
        ],
        offlineAccess: true,
      },
      title: CONSENT,
    },
    nothing: { with: { clientUri: undefined, items: [] }, title: CONSENT },
    long: {
      with: {
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
      title: CONSENT,
    },
  }),
  ...samplesOf('error', errorPage, failure, {
    plain: { title: 'Something went wrong' },
    full: {
      with: {
        heading: 'This page has ended',
        message: 'This sign-in has ended, or it was begun in another browser.',
        advice: 'Go back to the app that you came from and choose its sign-in again.',
        next: { url: 'https://notes.acme.example/', label: 'Back to Acme Notes' },
        code: 'interaction_gone',
        requestId: REQUEST_ID,
        detail: 'session not found',
      },
      title: 'This page has ended',
    },
    long: {
      with: {
        message: UNBROKEN_NAME,
        advice: LONG_NAME,
        next: { url: '/', label: `Back to ${LONG_NAME}` },
        code: UNBROKEN_NAME,
        requestId: UNBROKEN_EMAIL,
        detail: UNBROKEN_NAME,
      },
      title: 'Something went wrong',
    },
  }),
  ...samplesOf('error-code', errorCodePage, explanation, {
    plain: { title: explanation.english.title },
    untranslated: { with: { code: 'a_code_without_words' }, title: explanation.english.title },
  }),
  ...samplesOf('sign-out', signOutPage, signOut, {
    plain: { title: 'Sign out' },
    client: { with: { clientName: 'Acme Notes' }, title: 'Sign out' },
    unknown: { with: { accountEmail: undefined }, title: 'Sign out' },
    long: { with: { clientName: UNBROKEN_NAME, accountEmail: UNBROKEN_EMAIL }, title: 'Sign out' },
  }),
  ...samplesOf('signed-out', signedOutPage, signedOut, {
    plain: { title: 'Signed out' },
    client: {
      with: { clientName: 'Acme Notes', clientUri: 'https://notes.acme.example' },
      title: 'Signed out',
    },
  }),
  ...samplesOf('device-code', deviceCodePage, code, {
    empty: { title: DEVICE },
    error: {
      with: {
        userCode: 'WDJB-MJHX',
        error: 'This code is not known, or it is too old. Look at the device again, and try once more.',
      },
      title: `Error: ${DEVICE}`,
      focus: 'user_code',
    },
  }),
  ...samplesOf('device-confirm', deviceConfirmPage, confirm, {
    plain: { title: 'Is this your device?' },
    branded: { with: { face: FACE }, title: 'Is this your device?', accent: '/assets/accent.008a3e.css' },
    long: { with: { clientName: LONG_NAME }, title: 'Is this your device?' },
  }),
  ...samplesOf(
    'device-done',
    deviceDonePage,
    { connected: true },
    {
      connected: { title: 'The device is connected' },
      denied: { with: { connected: false }, title: 'The device was not connected' },
    },
  ),
]
