/** What people do at the account pages and for their devices: rows of the first table of docs/faults.md. */
import { connectDevice, DEVICE_GRANT } from '../oidc/support/connect-device.ts'
import { read, requestToken, sendAs } from '../oidc/support/steps.ts'
import { createAgent, type Page } from '../support/agent.ts'
import { PASSWORD } from '../support/relying-party.ts'
import type { Ask, World } from './requests.ts'

const answerOf = ({ status, headers }: Page) => ({ status, headers, body: {} })

const startDevice = ({ app, rp }: World) =>
  sendAs(rp, `${app.issuer}/oauth/device_authorization`, { scope: 'openid' })

export const PEOPLE_REQUESTS: Record<string, (world: World) => Promise<Ask>> = {
  async 'POST /oauth/device_authorization'(world) {
    return () => startDevice(world)
  },
  async 'POST /oauth/token with a device code'(world) {
    const { device_code, user_code } = (await startDevice(world)).body
    await connectDevice(world.app, user_code, world.email, world.browser)
    return () => requestToken(world.app, world.rp, { grant_type: DEVICE_GRANT, device_code })
  },
  async 'GET /device'({ browser }) {
    return async () => read(await browser.request('/device'))
  },
  async 'POST /device with a code'(world) {
    const { user_code } = (await startDevice(world)).body
    // Of its own, and opened anew each time: who opens the page once more has another form.
    const browser = createAgent(world.app.issuer)
    return async () => {
      const page = await browser.get('/device')
      return answerOf(page.status === 200 ? await browser.submit(page, '/device', { user_code }) : page)
    }
  },
  async 'GET /account'({ browser }) {
    await browser.get('/account')
    return async () => read(await browser.request('/account'))
  },
  async 'GET /account/sessions'({ browser }) {
    await browser.get('/account')
    return async () => read(await browser.request('/account/sessions'))
  },
  async 'POST /account/profile'({ browser }) {
    const page = await browser.get('/account')
    return async () => answerOf(await browser.submit(page, '/profile', { name: 'Ada' }))
  },
  async 'POST /account/security/password'({ browser }) {
    const page = await browser.get('/account/security')
    const fields = { 'current-password': PASSWORD, 'new-password': PASSWORD }
    return async () => answerOf(await browser.submit(page, '/security/password', fields))
  },
}
