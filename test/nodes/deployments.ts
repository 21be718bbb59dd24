/** The arrangements in which several processes serve as one. */
import { ensureMongo } from '../support/mongo-server.ts'
import { type Nodes, startNodes } from '../support/nodes.ts'
import { ensureRedis } from '../support/redis-servers.ts'
import { startSharedStores } from '../support/shared-stores.ts'

export type StartDeployment = (settings?: Record<string, string>) => Promise<Nodes>

type Form = (fresh: Record<string, string>) => { count: number; settings: Record<string, string> }

const FORMS: Record<string, Form> = {
  'two nodes on Redis and MongoDB': (settings) => ({ count: 2, settings }),
  'two nodes on Redis and one embedded database': ({ REDIS_URL = '' }) => ({
    count: 2,
    settings: { REDIS_URL },
  }),
  'the workers of one node, one for each core, on Redis and MongoDB': (fresh) => ({
    count: 1,
    settings: { ...fresh, WORKERS: 'auto' },
  }),
}

/** Each by its name; none where Redis or MongoDB cannot be had, which has then been said. */
export async function deployments(): Promise<[string, StartDeployment][]> {
  if (!ensureRedis() || !(await ensureMongo())) return []
  return Object.entries(FORMS).map(([name, form]) => [name, (settings) => start(form, settings)])
}

async function start(form: Form, further: Record<string, string> = {}): Promise<Nodes> {
  const stores = await startSharedStores()
  const { count, settings } = form(stores.fresh())
  try {
    const nodes = await startNodes(count, { ...settings, ...further })
    return { ...nodes, stop: () => nodes.stop().then(stores.stop) }
  } catch (error) {
    await stores.stop()
    throw error
  }
}
