/**
 * Composition root: core → oidc → http. With core.ts the only file that knows every room; it wires and decides nothing.
 */
import type { RequestListener } from 'node:http'
import type { Config } from '#config'
import { createDemo, registerDemo } from '#demo'
import { createBranding, createFrameOf, createHttp, createProtocolPages, loadAssets } from '#http'
import { startDeliveringEvents, startFollowingKeys, startRemovingExpired } from '#jobs'
import type { Logger } from '#lib/logger'
import { createOutboundFetch } from '#lib/outbound-fetch'
import { createOidc, type Oidc } from '#oidc'
import { type Core, createCore } from './core.ts'
import { type MailDelivery, openMailDelivery } from './mail-delivery.ts'

export interface App {
  handler: RequestListener
  /** Once it listens: a start that is refused must leave everything as it was. */
  startJobs(): void
  close(): Promise<void>
}

/** @throws ConfigError, StoreOpenError, KeysUnreadableError */
export async function createApp(config: Config, log: Logger): Promise<App> {
  const core = await createCore(config)
  try {
    return await assemble(config, core, log)
  } catch (error) {
    await core.close()
    throw error
  }
}

async function assemble(config: Config, core: Core, log: Logger): Promise<App> {
  const { accounts, signIn, signingKeys, stores } = core
  const { issuer } = config.server
  const assets = loadAssets()
  const branding = createBranding(core)
  await signingKeys.ensure()
  const oidc = createOidc({
    ...core,
    issuer,
    artifacts: stores.artifacts,
    signingKeys: await signingKeys.openAll(),
    rsaInThreads: config.server.hasIdleProcessors,
    pages: createProtocolPages({ ...core, branding, frameOf: createFrameOf(assets) }),
    // Its own pages too: the API documentation asks for tokens like any app, from where it is.
    corsOrigins: [issuer, ...config.server.corsOrigins],
    secureCookies: issuer.startsWith('https:'),
    refreshGraceSeconds: config.tokens.refreshGraceSeconds,
    keyLeadSeconds: config.keys.leadSeconds,
    fetch: createOutboundFetch(config.outbound.allow),
    log,
  })
  const demo = config.server.production
    ? undefined
    : createDemo({ ...(await registerDemo(core, issuer)), issuer, stylesheet: assets.stylesheet })
  const http = createHttp({
    ...core,
    issuer,
    trustProxy: config.server.trustProxy,
    corsOrigins: config.server.corsOrigins,
    accounts,
    signIn,
    oidc,
    assets,
    branding,
    ...(demo === undefined ? {} : { demo }),
    checks: stores.checks,
    log,
  })
  for (const [store, advice] of Object.entries(stores.advice)) {
    for (const { problem, cure } of advice) log.warn({ store, cure }, `${store} ${problem}`)
  }
  const mail = openMailDelivery(config, core, log)
  let jobs: (() => unknown)[] = []
  return {
    handler: http.callback(),
    startJobs() {
      jobs = startJobs(core, oidc, mail, log)
    },
    async close() {
      await Promise.all(jobs.map((stop) => stop()))
      await mail.close()
      await core.close()
    },
  }
}

/** @returns what stops each of them */
function startJobs(core: Core, oidc: Oidc, mail: MailDelivery, log: Logger): (() => unknown)[] {
  const { signingKeys, stores } = core
  return [
    startFollowingKeys(signingKeys, oidc, log),
    startRemovingExpired([stores.artifacts, stores.limits], stores.events, log),
    startDeliveringEvents(
      {
        events: core.events,
        log: stores.events,
        leases: stores.leases,
        deliveries: stores.deliveries,
        subscribers: async () => [...mail.subscribers, ...(await core.subscribers())],
      },
      log,
    ),
  ]
}
