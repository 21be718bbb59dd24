/** The tenants' rows of the first table of docs/faults.md, prepared while all is well. */
import * as client from 'openid-client'
import { aTenant, ownToken, postJson } from '../http/tenant/a-tenant.ts'
import { createAgent } from '../support/agent.ts'
import { anAccount, begin, knownParty, passInteractions } from '../support/relying-party.ts'
import type { Ask, World } from './requests.ts'

async function generate(path: string, { app }: World): Promise<Ask> {
  const tenant = await aTenant(app)
  return () => postJson(app, path, tenant.request(tenant.admin))
}

export const TENANT_REQUESTS: Record<string, (world: World) => Promise<Ask>> = {
  'POST /auth/user/generateToken': (world) => generate('/auth/user/generateToken', world),
  'POST /auth/admin/generateToken': (world) => generate('/auth/admin/generateToken', world),
  async 'POST /auth/user/oidcToken'({ app }) {
    const tenant = await aTenant(app)
    const { email } = await anAccount(app, { emailVerified: true })
    await app.core.tenants.members.add(tenant.tenantId, { email })
    const authorization = `Bearer ${await ownToken(app, tenant)}`
    const rp = await knownParty(app, tenant)
    const { url, checks } = await begin(rp)
    const browser = createAgent(app.issuer)
    const callback = await passInteractions(browser, await browser.get(url), email)
    const { id_token: oidc_token } = await client.authorizationCodeGrant(rp.config, callback, checks)
    return () => postJson(app, '/auth/user/oidcToken', { oidc_token }, { authorization })
  },
}
