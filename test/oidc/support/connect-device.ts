/** What a person does with the code that a device shows: types it, looks at it again, signs in, allows. */
import { type Agent, createAgent, type Page } from '../../support/agent.ts'
import { PASSWORD } from '../../support/relying-party.ts'
import type { RunningApp } from '../../support/start-app.ts'

export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

/** Comes to the page that shows the code once more, or to the one that does not know it. */
export async function typeCode(
  app: RunningApp,
  userCode: string,
  agent = createAgent(app.issuer),
): Promise<Page> {
  return agent.submit(await agent.get('/device'), '/device', { user_code: userCode })
}

export async function connectDevice(
  app: RunningApp,
  userCode: string,
  email: string,
  agent: Agent = createAgent(app.issuer),
): Promise<Page> {
  const confirm = await typeCode(app, userCode, agent)
  let page = await agent.submit(confirm, '/device', { confirm: 'yes' })
  for (let step = 0; step < 4 && page.url.pathname.startsWith('/interaction/'); step += 1) {
    page = page.body.includes('name="current-password"')
      ? await agent.submit(page, '/sign-in', { username: email, 'current-password': PASSWORD })
      : await agent.submit(page, '/consent', { decision: 'allow' })
  }
  return page
}
