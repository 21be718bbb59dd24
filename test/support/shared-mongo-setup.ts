/** One MongoDB for all test files of a project, whose apps then run on it and on a Redis. See project-stores.ts. */
import type { TestProject } from 'vitest/node'
import { ensureMongo, openMongo } from './mongo-server.ts'
import { ensureRedis } from './redis-servers.ts'

export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!ensureRedis() || !(await ensureMongo())) return undefined
  const mongo = await openMongo()
  project.provide('mongodb', mongo.freshUri())
  return () => mongo.stop()
}
