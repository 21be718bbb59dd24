import { type SecondFactorProps, secondFactorPage } from '../../../views/pages/second-factor.ts'
import { type SignInProps, signInPage } from '../../../views/pages/sign-in.ts'
import { type SignUpProps, signUpPage } from '../../../views/pages/sign-up.ts'
import {
  ARABIC_NAME,
  csrf,
  FACE,
  LONG_NAME,
  type Sample,
  samplesOf,
  UNBROKEN_EMAIL,
  UNBROKEN_NAME,
} from './sample.ts'

type Framed<Props> = Omit<Props, 'frame'>

const REFUSED = 'That email or user name and password do not belong together. Check both and try again.'

const passkey = {
  action: '/interaction/8d2f/passkey',
  options: JSON.stringify({ challenge: 'm0vQxJ1l', rpId: 'localhost', userVerification: 'required' }),
  fields: { challenge: 'ott_1' },
}

const signIn: Framed<SignInProps> = {
  csrf,
  clientName: 'Acme Notes',
  action: '/interaction/8d2f/sign-in',
  signUpUrl: '/interaction/8d2f/sign-up',
  forgotUrl: '/interaction/8d2f/forgot-password',
  cancelAction: '/interaction/8d2f/cancel',
}

const signUp: Framed<SignUpProps> = {
  csrf,
  clientName: 'Acme Notes',
  action: '/interaction/8d2f/sign-up',
  signInUrl: '/interaction/8d2f',
}

const secondFactor: Framed<SecondFactorProps> = {
  csrf,
  clientName: 'Acme Notes',
  email: 'ada@example.org',
  action: '/interaction/8d2f/second-factor',
  cancelAction: '/interaction/8d2f/cancel',
  method: 'app',
  otherMethodUrl: '/interaction/8d2f/second-factor?method=recovery',
}

const SIGN_IN = 'Sign in'
const SIGN_IN_ERROR = `Error: ${SIGN_IN}`
const SIGN_UP = 'Create an account'
const SIGN_UP_ERROR = `Error: ${SIGN_UP}`
const SECOND = 'Confirm that it is you'

export const signInSamples: Sample[] = [
  ...samplesOf('sign-in', signInPage, signIn, {
    empty: { title: SIGN_IN },
    filled: { with: { username: 'ada@example.org', remember: true }, title: SIGN_IN },
    passkey: { with: { passkey }, title: SIGN_IN },
    error: {
      with: { username: 'ada@example.org', error: REFUSED },
      title: SIGN_IN_ERROR,
      focus: 'current-password',
    },
    'error-empty': { with: { error: REFUSED }, title: SIGN_IN_ERROR, focus: 'username' },
    locked: {
      with: {
        username: 'ada@example.org',
        error:
          'There were too many failed attempts, so signing in is closed for a while. Try again in 15 minutes.',
        locked: true,
      },
      title: SIGN_IN_ERROR,
      focus: 'sign-in-error',
    },
    again: { with: { username: 'ada@example.org', reauthenticate: true }, title: 'Sign in again' },
    long: {
      with: { clientName: LONG_NAME, username: UNBROKEN_EMAIL, error: UNBROKEN_NAME },
      title: SIGN_IN_ERROR,
      focus: 'current-password',
    },
    branded: { with: { face: FACE, passkey }, title: SIGN_IN, accent: '/assets/accent.ffd400.css' },
    'branded-dark': { with: { face: FACE, passkey }, title: SIGN_IN, accent: '/assets/accent.1a0033.css' },
    'branded-long': {
      with: {
        clientName: LONG_NAME,
        face: { ...FACE, owner: LONG_NAME, host: UNBROKEN_EMAIL.split('@')[1] },
      },
      title: SIGN_IN,
      accent: '/assets/accent.e0004d.css',
    },
    'other-script': { with: { clientName: ARABIC_NAME, username: ARABIC_NAME }, title: SIGN_IN },
  }),
  ...samplesOf('sign-up', signUpPage, signUp, {
    empty: { title: SIGN_UP },
    errors: {
      with: {
        values: { name: 'Ada', email: 'ada@example' },
        errors: {
          email: 'Enter one email address, as in name@example.com.',
          password: 'This password is among the first that are tried. Please choose another.',
        },
      },
      title: SIGN_UP_ERROR,
      focus: 'email',
    },
    'every-error': {
      with: {
        clientName: UNBROKEN_NAME,
        values: { name: LONG_NAME, email: UNBROKEN_EMAIL, username: UNBROKEN_NAME },
        errors: {
          form: 'The account could not be created.',
          name: 'This is too long.',
          email: UNBROKEN_EMAIL,
          username: 'This user name is taken. Please choose another.',
          password: 'The password needs 8 to 256 characters.',
        },
      },
      title: SIGN_UP_ERROR,
      focus: 'name',
    },
    'form-error': {
      with: {
        values: { name: 'Ada Lovelace', email: 'ada@example.org' },
        errors: { form: 'The account could not be created. Please try again later.' },
      },
      title: SIGN_UP_ERROR,
      focus: 'alert',
    },
  }),
  ...samplesOf('second-factor', secondFactorPage, secondFactor, {
    app: { title: SECOND, focus: 'one-time-code' },
    passkey: { with: { passkey, rememberDevice: true }, title: SECOND, focus: 'one-time-code' },
    error: {
      with: {
        error: 'This code is wrong, or it has been used already. Wait for the next one and try again.',
      },
      title: `Error: ${SECOND}`,
      focus: 'one-time-code',
    },
    recovery: {
      with: { method: 'recovery', otherMethodUrl: '/interaction/8d2f/second-factor' },
      title: SECOND,
      focus: 'recovery-code',
    },
    long: {
      with: { email: UNBROKEN_EMAIL, clientName: LONG_NAME, error: UNBROKEN_NAME, otherMethodUrl: undefined },
      title: `Error: ${SECOND}`,
      focus: 'one-time-code',
    },
  }),
]
