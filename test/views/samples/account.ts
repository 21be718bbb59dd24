import { type AppsProps, appsPage } from '../../../views/account/apps.ts'
import { type DataProps, type DeleteProps, dataPage, deletePage } from '../../../views/account/data.ts'
import { type ProfileProps, profilePage } from '../../../views/account/profile.ts'
import { type SessionsProps, sessionsPage } from '../../../views/account/sessions.ts'
import { ARABIC_NAME, LONG_NAME, type Sample, samplesOf, UNBROKEN_EMAIL, UNBROKEN_NAME } from './sample.ts'

type Framed<Props> = Omit<Props, 'frame'>

const NOW = Date.UTC(2026, 10, 25, 14, 30)
const HOUR = 3_600_000

const profile: Framed<ProfileProps> = {
  displayName: 'Ada Lovelace',
  email: 'ada@example.org',
  emailVerified: true,
  hasPassword: true,
  values: { name: 'Ada Lovelace', username: 'ada', bio: 'Counts things.\nLikes engines.', language: 'en' },
  actions: { profile: '/account/profile', email: '/account/email', verification: '/account/verification' },
}

const here = {
  id: 's1',
  device: { browser: 'Firefox', system: 'Windows' },
  ip: '203.0.113.9',
  signedInAt: NOW - 2 * HOUR,
  seenAt: NOW,
  isThis: true,
}

const sessions: Framed<SessionsProps> = {
  sessions: [
    here,
    {
      id: 's2',
      device: { browser: 'Safari', system: 'iPhone' },
      ip: '2001:db8:85a3::8a2e:370:7334',
      signedInAt: NOW - 300 * HOUR,
      seenAt: NOW - 26 * HOUR,
      isThis: false,
    },
    { id: 's3', device: {}, signedInAt: NOW - 9 * HOUR, seenAt: NOW - 8 * HOUR, isThis: false },
  ],
  now: NOW,
  endAction: '/account/sessions/end',
  endOthersAction: '/account/sessions/end-others',
}

const apps: Framed<AppsProps> = {
  apps: [
    {
      clientId: 'notes',
      name: 'Acme Notes',
      uri: 'https://notes.acme.example/',
      allowedAt: NOW - 900 * HOUR,
      items: [{ title: 'See your profile', detail: 'Your name and other profile details' }],
      resources: [{ name: 'https://api.acme.example', scopes: ['notes:read', 'notes:write'] }],
      offlineAccess: true,
    },
    {
      clientId: 'tv',
      name: ARABIC_NAME,
      allowedAt: NOW,
      items: [],
      resources: [],
      offlineAccess: false,
      membership: {
        tenant: 'Acme',
        roles: ['editor', 'reviewer'],
        groups: ['press'],
        values: [
          { value: 'articles:write', because: ['editor', 'press'] },
          { value: 'https://articles.acme.example', because: [] },
        ],
      },
    },
  ],
  revokeAction: '/account/apps/revoke',
}

const data: Framed<DataProps> = { downloadAction: '/account/data/download', deleteUrl: '/account/delete' }

const deletion: Framed<DeleteProps> = {
  email: 'ada@example.org',
  hasPassword: true,
  action: '/account/delete',
  stayUrl: '/account/data',
}

export const accountSamples: Sample[] = [
  ...samplesOf('account-profile', profilePage, profile, {
    plain: { title: 'Profile' },
    fresh: {
      with: {
        displayName: 'ada@example.org',
        emailVerified: false,
        values: { name: '', username: '', bio: '', language: '' },
        done: 'We have sent you a link. Please look at your mail.',
      },
      title: 'Profile',
    },
    errors: {
      with: {
        values: { ...profile.values, username: 'аda', newEmail: 'ada@' },
        errors: {
          username: 'Please use the letters of one script only.',
          email: 'Enter one email address, as in name@example.com.',
          password: 'This is not your password.',
        },
      },
      title: 'Error: Profile',
      focus: 'username',
    },
    long: {
      with: {
        displayName: UNBROKEN_NAME,
        email: UNBROKEN_EMAIL,
        pendingEmail: UNBROKEN_EMAIL,
        values: { name: LONG_NAME, username: UNBROKEN_NAME, bio: UNBROKEN_NAME, language: 'ja' },
      },
      title: 'Profile',
    },
    'other-script': { with: { displayName: ARABIC_NAME }, title: 'Profile' },
  }),
  ...samplesOf('account-sessions', sessionsPage, sessions, {
    plain: { title: 'Sessions' },
    alone: { with: { sessions: [here], done: 'You are signed out everywhere else.' }, title: 'Sessions' },
  }),
  ...samplesOf('account-apps', appsPage, apps, {
    plain: { title: 'Apps' },
    empty: { with: { apps: [], done: 'Acme Notes may no longer use your account.' }, title: 'Apps' },
    long: {
      with: {
        apps: [
          {
            clientId: 'long',
            name: UNBROKEN_NAME,
            uri: `https://${'subdomain.'.repeat(12)}example.org/`,
            allowedAt: NOW,
            items: [{ title: 'See your email address', detail: UNBROKEN_EMAIL }],
            resources: [{ name: UNBROKEN_NAME, scopes: [UNBROKEN_NAME] }],
            offlineAccess: false,
          },
        ],
      },
      title: 'Apps',
    },
  }),
  ...samplesOf('account-data', dataPage, data, { plain: { title: 'Data' } }),
  ...samplesOf('account-delete', deletePage, deletion, {
    empty: { title: 'Delete your account?' },
    errors: {
      with: {
        typed: 'ada',
        errors: { confirmation: 'What you typed does not match.', password: 'This is not your password.' },
      },
      title: 'Error: Delete your account?',
      focus: 'confirmation',
    },
    'form-error': {
      with: {
        email: UNBROKEN_EMAIL,
        hasPassword: false,
        errors: { form: 'There were too many attempts. Try again in 15 minutes.' },
      },
      title: 'Error: Delete your account?',
      focus: 'alert',
    },
  }),
]
