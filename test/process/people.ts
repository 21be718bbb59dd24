/** People at the pages of a running server. */
import * as client from 'openid-client'
import { createAgent } from '../support/agent.ts'
import { begin, type Login, PASSWORD, passInteractions, type RelyingParty } from '../support/relying-party.ts'

/** What brings a refresh token that outlives the session. */
export const OFFLINE = { scope: 'openid email offline_access', prompt: 'consent' }

/** Makes an account on the way into an app, and comes back with tokens. */
export async function signUpInto(issuer: string, rp: RelyingParty, email: string): Promise<Login> {
  const agent = createAgent(issuer)
  const { url, checks } = await begin(rp, OFFLINE)
  const signIn = await agent.get(url)
  const signUp = await agent.get(`${signIn.url.pathname}/sign-up`)
  const next = await agent.submit(signUp, '/sign-up', { email, name: '', 'new-password': PASSWORD })
  const callback = await passInteractions(agent, next, email)
  const tokens = await client.authorizationCodeGrant(rp.config, callback, checks)
  return { tokens, agent, callback }
}
