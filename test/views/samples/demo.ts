import { type DemoHomeProps, demoHomePage } from '../../../views/demo/home.ts'
import { type DemoSignedInProps, demoSignedInPage } from '../../../views/demo/signed-in.ts'
import { csrf, LONG_NAME, type Sample, samplesOf, UNBROKEN_EMAIL, UNBROKEN_NAME } from './sample.ts'

const stylesheet = '/assets/gatehouse.css'

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

const HOME = 'Try a sign-in'
const SIGNED_IN = 'Signed in'

/** The demo app speaks English alone, and has a name of its own. */
function ofDemo(samples: Sample[]): Sample[] {
  return samples.map((sample) => ({ ...sample, title: sample.title.replace('Gatehouse', 'Demo app') }))
}

export const demoSamples: Sample[] = ofDemo([
  ...samplesOf('demo-home', demoHomePage, demoHome, {
    plain: { title: HOME },
    error: {
      with: { error: 'You did not allow access, so this app learned nothing.' },
      title: `Error: ${HOME}`,
      focus: 'alert',
    },
  }),
  ...samplesOf('demo-signed-in', demoSignedInPage, demoSignedIn, {
    plain: { title: SIGNED_IN },
    answer: {
      with: {
        notice: 'The tokens are new.',
        apiResult: { status: 200, body: { message: 'Hello from the API', scope: 'openid', sub: claims.sub } },
      },
      title: SIGNED_IN,
    },
    bare: {
      with: {
        scope: '',
        hasRefreshToken: false,
        expiresAt: 'in an hour',
        userinfo: {},
        apiResult: { status: 401, body: 'invalid_token' },
      },
      title: SIGNED_IN,
    },
    long: {
      with: {
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
      title: SIGNED_IN,
    },
  }),
])
