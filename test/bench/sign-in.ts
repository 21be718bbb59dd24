/** The authorization code flow as an app and its person go through it. */
import { createHash } from 'node:crypto'
import { type Browser, firstForm } from './browser.ts'
import { type Answer, type Connection, formPost, sendExpecting } from './connection.ts'
import { PASSWORD, REDIRECT_URI } from './fixture.ts'
import type { Target } from './target.ts'

export interface Tokens {
  access_token: string
  refresh_token?: string
  id_token?: string
}

export interface Asked {
  scope: string
  resource?: string
  prompt?: string
}

/** The same for every sign-in: what the driver saves costs the server nothing. */
const VERIFIER = 'the-driver-uses-one-verifier-for-every-sign-in'
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')
const MOST_STEPS = 10

/** From the authorization request to the tokens, through the password page where the browser is not signed in. */
export async function signIn(
  target: Target,
  connection: Connection,
  browser: Browser,
  asked: Asked,
): Promise<Tokens> {
  const code = await authorize(target, browser, asked)
  const answer = await sendExpecting(
    connection,
    formPost(
      target.endpoints.token,
      {
        grant_type: 'authorization_code',
        code,
        redirect_uri: REDIRECT_URI,
        code_verifier: VERIFIER,
        ...(asked.resource === undefined ? {} : { resource: asked.resource }),
      },
      { authorization: target.authorization },
    ),
    { status: 200, including: '"access_token"' },
  )
  return JSON.parse(answer.body) as Tokens
}

async function authorize(target: Target, browser: Browser, asked: Asked): Promise<string> {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: target.clientId,
    redirect_uri: REDIRECT_URI,
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    state: 'state',
    nonce: 'nonce',
    ...asked,
  })
  let path = `${target.endpoints.authorization}?${query}`
  let answer = await browser.get(path)
  for (let step = 0; step < MOST_STEPS; step++) {
    const location = answer.headers.location
    if (typeof location === 'string' && location.startsWith(REDIRECT_URI)) return codeIn(location)
    if ((answer.status === 302 || answer.status === 303) && typeof location === 'string') {
      const url = new URL(location, target.origin)
      path = url.pathname + url.search
      answer = await browser.get(path)
    } else if (answer.status === 200 && answer.body.includes('name="current-password"')) {
      answer = await submitPassword(browser, answer)
    } else {
      break
    }
  }
  throw new Error(`the sign-in came to ${answer.status} at ${path}: ${answer.body.slice(0, 500)}`)
}

function submitPassword(browser: Browser, page: Answer): Promise<Answer> {
  const { action, hidden } = firstForm(page.body)
  return browser.submit(action, { ...hidden, username: browser.person, 'current-password': PASSWORD })
}

function codeIn(location: string): string {
  const code = new URL(location).searchParams.get('code')
  if (code === null) throw new Error(`the sign-in was refused: ${location}`)
  return code
}
