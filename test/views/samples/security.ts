import { type SecurityProps, securityPage } from '../../../views/account/security.ts'
import {
  type RecoveryCodesProps,
  recoveryCodesPage,
  type TwoStepProps,
  twoStepPage,
} from '../../../views/account/two-step.ts'
import { LONG_NAME, type Sample, samplesOf, UNBROKEN_EMAIL, UNBROKEN_NAME } from './sample.ts'

type Framed<Props> = Omit<Props, 'frame'>

const NOW = Date.UTC(2026, 10, 25, 14, 30)
const email = 'ada@example.org'

const bare: Framed<SecurityProps> = {
  email,
  hasPassword: true,
  passwordChangedAt: null,
  twoStep: null,
  passkeys: [],
  devices: [],
  now: NOW,
  passkeyOptions: JSON.stringify({ challenge: 'm0vQxJ1l', rp: { name: 'Gatehouse' }, user: { id: 'YQ' } }),
  passkeyFields: { challenge: 'ott_1' },
  urls: {
    password: '/account/security/password',
    setUp: '/account/security/two-step',
    turnOff: '/account/security/two-step/off',
    recoveryCodes: '/account/security/recovery-codes',
    addPasskey: '/account/security/passkeys',
    renamePasskey: '/account/security/passkeys/rename',
    removePasskey: '/account/security/passkeys/remove',
    forgetDevice: '/account/security/devices/forget-one',
    forgetDevices: '/account/security/devices/forget',
  },
}

const full: Partial<Framed<SecurityProps>> = {
  passwordChangedAt: NOW,
  twoStep: { since: NOW, codesLeft: 8 },
  devices: [
    {
      id: 'd1',
      device: { browser: 'Firefox', system: 'Windows' },
      ip: '203.0.113.9',
      seenAt: NOW - 3_600_000,
    },
    { id: 'd2', device: {}, seenAt: NOW - 86_400_000 },
  ],
  passkeys: [
    { id: 'p1', name: 'Work phone', addedAt: NOW, lastUsedAt: NOW },
    { id: 'p2', name: 'مفتاح الحاسوب', addedAt: NOW, lastUsedAt: null },
  ],
}

/** A pattern of the size of a real code; that one can be read is tested where it is made. */
const modules = Array.from({ length: 45 }, (_, y) =>
  Array.from({ length: 45 }, (_, x) => (x * x + y * 7 + x * y) % 3 === 0),
)

const twoStep: Framed<TwoStepProps> = {
  key: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  modules,
  uri: 'otpauth://totp/Gatehouse:ada%40example.org?secret=JBSWY3DPEHPK3PXP&issuer=Gatehouse',
  action: '/account/security/two-step',
  fields: { registration: 'ott_1' },
  cancelUrl: '/account/security',
}

const codes: Framed<RecoveryCodesProps> = {
  email,
  codes: Array.from({ length: 10 }, (_, index) => `k3v9q-7mx${index}d`),
  doneUrl: '/account/security',
}

const SET_UP = 'Set up two-step sign-in'

export const securitySamples: Sample[] = [
  ...samplesOf('account-security', securityPage, bare, {
    bare: { title: 'Security' },
    full: { with: { ...full, done: 'Your password is changed.' }, title: 'Security' },
    errors: {
      with: {
        errors: {
          currentPassword: 'This is not your password.',
          newPassword: 'The password needs 8 to 256 characters.',
        },
      },
      title: 'Error: Security',
      focus: 'current-password',
    },
    'no-devices': { with: { ...full, devices: [] }, title: 'Security' },
    'no-password': { with: { hasPassword: false }, title: 'Security' },
    long: {
      with: {
        passkeys: [
          { id: 'p1', name: UNBROKEN_NAME, addedAt: NOW, lastUsedAt: NOW },
          { id: 'p2', name: LONG_NAME, addedAt: NOW, lastUsedAt: null },
        ],
        errors: { passkeyName: 'This is too long.' },
      },
      title: 'Error: Security',
      focus: 'passkey-name',
    },
  }),
  ...samplesOf('account-two-step', twoStepPage, twoStep, {
    plain: { title: SET_UP },
    error: {
      with: { error: 'This code is wrong, or it has been used already.' },
      title: `Error: ${SET_UP}`,
      focus: 'one-time-code',
    },
  }),
  ...samplesOf('account-recovery-codes', recoveryCodesPage, codes, {
    plain: { title: 'Your recovery codes' },
    long: { with: { email: UNBROKEN_EMAIL }, title: 'Your recovery codes' },
  }),
]
